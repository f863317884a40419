package dev.ringbus.routing;

import dev.ringbus.dialect.Fit;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.routing.PreparedRule.Action;
import dev.ringbus.routing.ask.AskResult;
import dev.ringbus.routing.ask.Hearing;
import dev.ringbus.routing.cel.Situation;
import dev.ringbus.routing.cel.Truth;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * One question on its way through the rules of its plan: the first rule that applies and yields
 * something which the calling PBX can do now wins. Used by one thread at a time.
 */
final class Deliberation {

  private final Route.Planned route;
  private final CallEvent event;
  private final Occasion occasion;
  private final Situation situation;
  private final Instant deadline;
  private final Duration wayBack;
  private final Context trace;
  private final Clock clock;
  private final RoutingMeters meters;
  private final Remarks remarks;
  private final Hearing hearing;

  /**
   * @param wayBack kept from the deadline when somebody is asked; what needs no asking is decided
   *     within microseconds, and after a slow CRM still better than {@code otherwise}
   */
  Deliberation(
      Route.Planned route,
      CallEvent event,
      Occasion occasion,
      Situation situation,
      Instant deadline,
      Duration wayBack,
      Context trace,
      Clock clock,
      RoutingMeters meters,
      Remarks remarks,
      Hearing hearing) {
    this.route = route;
    this.event = event;
    this.occasion = occasion;
    this.situation = situation;
    this.deadline = deadline;
    this.wayBack = wayBack;
    this.trace = trace;
    this.clock = clock;
    this.meters = meters;
    this.remarks = remarks;
    this.hearing = hearing;
  }

  /** What is decided; nothing when the deadline passed meanwhile. */
  Mono<Verdict> verdict() {
    return Mono.defer(() -> from(0));
  }

  private Mono<Verdict> from(int first) {
    if (!clock.instant().isBefore(deadline)) {
      return Mono.empty();
    }
    List<PreparedRule> rules = occasion.rules();
    for (int i = first; i < rules.size(); i++) {
      PreparedRule rule = rules.get(i);
      if (!applies(rule)) {
        continue;
      }
      switch (rule.action()) {
        case Action.Then(Decision decision) -> {
          Optional<Verdict> verdict = doable(rule, decision, DecisionSource.RULE);
          if (verdict.isPresent()) {
            return Mono.just(verdict.get());
          }
        }
        case Action.AskFirst(var ask) -> {
          Duration left = Duration.between(clock.instant(), deadline.minus(wayBack));
          if (!left.isPositive()) {
            skip(rule, "not asked: there was no time left", RoutingMeters.Skip.LATE);
            continue;
          }
          int next = i + 1;
          return ask.about(event, left, trace, hearing)
              .flatMap(result -> Mono.justOrEmpty(settle(rule, result)))
              .switchIfEmpty(Mono.defer(() -> from(next)));
        }
        case Action.Impossible(String why) -> skip(rule, why, RoutingMeters.Skip.ASK);
      }
    }
    return Mono.just(otherwise());
  }

  private boolean applies(PreparedRule rule) {
    return switch (rule.when().in(situation)) {
      case Truth.Holds _ -> true;
      case Truth.Fails _ -> false;
      case Truth.Unknown(String why) -> {
        skip(rule, why, RoutingMeters.Skip.CONDITION);
        yield false;
      }
    };
  }

  private Optional<Verdict> settle(PreparedRule rule, AskResult result) {
    return switch (result) {
      case AskResult.Instructed(Decision decision) -> doable(rule, decision, DecisionSource.ASK);
      case AskResult.Nothing(String detail) -> {
        skip(rule, detail, RoutingMeters.Skip.ASK);
        yield Optional.empty();
      }
      case AskResult.Failed(var _, String detail) -> {
        skip(rule, detail, RoutingMeters.Skip.ASK);
        yield Optional.empty();
      }
    };
  }

  private Optional<Verdict> doable(PreparedRule rule, Decision decision, DecisionSource source) {
    Decision fitting = fitting(rule.name(), decision);
    if (fitting.isNeutral()) {
      meters.skipped(RoutingMeters.Skip.UNFIT);
      return Optional.empty();
    }
    return Optional.of(new Verdict(fitting, source, rule.name()));
  }

  /** What the calling PBX can do of a decision now; the rest is remarked. */
  private Decision fitting(String who, Decision decision) {
    Fit fit = route.dialect().fit(decision, occasion.answered());
    fit.dropped().forEach(why -> remarks.add(who + ": " + why));
    return fit.decision();
  }

  private Verdict otherwise() {
    Decision fitting = fitting("otherwise", occasion.otherwise());
    return fitting.isNeutral()
        ? Verdict.NEUTRAL
        : new Verdict(fitting, DecisionSource.OTHERWISE, null);
  }

  private void skip(PreparedRule rule, String why, RoutingMeters.Skip reason) {
    remarks.add(rule.name() + ": " + why);
    meters.skipped(reason);
  }
}
