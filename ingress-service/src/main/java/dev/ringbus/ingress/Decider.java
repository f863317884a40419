package dev.ringbus.ingress;

import dev.ringbus.bus.DecisionClient;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.ingress.Integrations.Connected;
import dev.ringbus.ingress.spool.BrokerCircuit;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionRecord;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Plan;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Decides about a waiting call: asks routing, and has an answer of its own where routing has none
 * by the deadline.
 */
final class Decider {

  private final DecisionClient client;
  private final BrokerCircuit circuit;
  private final Supplier<String> correlationIds;
  private final Clock clock;

  /**
   * @param correlationIds never gives the same twice, in all instances together
   */
  Decider(
      DecisionClient client, BrokerCircuit circuit, Supplier<String> correlationIds, Clock clock) {
    this.client = client;
    this.circuit = circuit;
    this.correlationIds = correlationIds;
    this.clock = clock;
  }

  /**
   * What was decided.
   *
   * @param outcome for the dialect
   * @param record why, for the log of decisions
   */
  record Verdict(Outcome outcome, DecisionRecord record) {}

  /** The verdict, at the deadline if not before. Never fails. */
  Mono<Verdict> decide(
      Connected connected, RoutingQuestion question, Deadline deadline, Context trace) {
    CallEvent event = question.event();
    String id = correlationIds.get();
    Plan plan = connected.plan();
    if (plan == null) {
      return Mono.fromSupplier(() -> withoutPlan(id, event));
    }
    Attempt attempt = new Attempt(id, connected, plan, question);
    if (circuit.isDown()) {
      return Mono.fromSupplier(() -> fallback(attempt, "the broker is down"));
    }
    return deadline.orElse(
        () -> fallback(attempt, "routing did not answer in time"),
        client
            .ask(new DecisionRequest(id, event, deadline.at()), trace)
            .map(reply -> decided(attempt, reply))
            .onErrorResume(e -> Mono.just(fallback(attempt, "not asked: " + e.getMessage()))));
  }

  /** The record of a reply that came after the PBX had been answered. */
  DecisionRecord late(DecisionClient.LateReply late) {
    return replied(late.request().event(), late.reply(), true);
  }

  private record Attempt(String id, Connected connected, Plan plan, RoutingQuestion question) {}

  private Verdict withoutPlan(String id, CallEvent event) {
    DecisionRecord record =
        own(id, event, null, Decision.NEUTRAL, false, List.of("the integration has no plan"));
    return new Verdict(new Outcome.Decided(Decision.NEUTRAL), record);
  }

  /**
   * Routing may not have seen a plan yet that is in force here: a change reaches each by itself.
   */
  private Verdict decided(Attempt attempt, DecisionReply reply) {
    if (reply.plan() == null) {
      return fallback(attempt, "routing has no plan: " + String.join("; ", reply.remarks()));
    }
    return new Verdict(
        new Outcome.Decided(reply.decision()), replied(attempt.question().event(), reply, false));
  }

  /** The plan's {@code otherwise}, as far as this PBX can follow it now. */
  private Verdict fallback(Attempt attempt, String why) {
    Fit fit = attempt.connected().dialect().fit(attempt.plan().otherwise(), attempt.question());
    List<String> remarks = Stream.concat(Stream.of(why), fit.dropped().stream()).toList();
    DecisionRecord record =
        own(
            attempt.id(),
            attempt.question().event(),
            attempt.plan(),
            fit.decision(),
            true,
            remarks);
    return new Verdict(
        fit.decision().isNeutral() ? new Outcome.TooLate() : new Outcome.Decided(fit.decision()),
        record);
  }

  private DecisionRecord own(
      String id,
      CallEvent event,
      @Nullable Plan plan,
      Decision decision,
      boolean fallback,
      List<String> remarks) {
    return new DecisionRecord(
        id,
        event.integration(),
        event.platform(),
        event.callId(),
        event.id(),
        now(),
        decision,
        plan == null ? null : plan.id(),
        plan == null ? null : plan.version(),
        null,
        decision.isNeutral() ? DecisionSource.NEUTRAL : DecisionSource.OTHERWISE,
        sinceReceiptOf(event),
        fallback,
        false,
        remarks);
  }

  private DecisionRecord replied(CallEvent event, DecisionReply reply, boolean late) {
    return new DecisionRecord(
        reply.correlationId(),
        event.integration(),
        event.platform(),
        event.callId(),
        event.id(),
        now(),
        reply.decision(),
        reply.plan(),
        reply.planVersion(),
        reply.rule(),
        reply.source(),
        sinceReceiptOf(event),
        false,
        late,
        reply.remarks());
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }

  private Duration sinceReceiptOf(CallEvent event) {
    return Duration.between(event.receivedAt().toInstant(), clock.instant());
  }
}
