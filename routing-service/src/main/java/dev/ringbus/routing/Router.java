package dev.ringbus.routing;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.routing.ask.Hearing;
import dev.ringbus.routing.cel.Situation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Answers questions. While the deadline of a question lasts it has a reply, whatever fails; when
 * the deadline is over, or the configuration is not known yet, there is none, and no work is done.
 */
final class Router {

  private static final Logger log = LoggerFactory.getLogger(Router.class);

  private final LiveRoutes routes;
  private final Clock clock;
  private final Duration wayBack;
  private final RoutingMeters meters;
  private final Tracer tracer;
  private final CommandLog commands;

  /**
   * @param wayBack what a reply needs to come back to who asked, kept from the deadline
   */
  Router(
      LiveRoutes routes,
      Clock clock,
      Duration wayBack,
      RoutingMeters meters,
      Tracer tracer,
      CommandLog commands) {
    this.routes = routes;
    this.clock = clock;
    this.wayBack = wayBack;
    this.meters = meters;
    this.tracer = tracer;
    this.commands = commands;
  }

  /** The reply to a question, or none. */
  Mono<DecisionReply> answer(DecisionRequest request, Context trace) {
    return Mono.defer(() -> {
      Instant now = clock.instant();
      return now.isBefore(request.deadline()) && routes.isReady()
          ? decide(request, now, trace)
          : Mono.empty();
    });
  }

  private Mono<DecisionReply> decide(DecisionRequest request, Instant begun, Context trace) {
    Routes current = routes.current();
    Span span = begin(request, trace);
    Remarks remarks = new Remarks();
    Mono<DecisionReply> reply =
        switch (current.find(request.event())) {
          case Route.Unplanned(IntegrationId id) ->
              neutral(request, "the integration " + id + " has no plan", begun, remarks);
          case Route.Unusable(String why) -> neutral(request, why, begun, remarks);
          case Route.Planned route -> {
            Optional<Telling> telling =
                Telling.of(request, route.integration(), current.source(), commands, clock);
            yield new Deliberation(
                    route,
                    request.event(),
                    Occasion.of(request, route.plan()),
                    new Situation(request.event(), begun, current.calendars()),
                    request.deadline(),
                    wayBack,
                    trace.with(span),
                    clock,
                    meters,
                    remarks,
                    telling.<Hearing>map(hearing -> hearing).orElse(Hearing.NONE))
                .verdict()
                .onErrorResume(fault -> Mono.just(afterFault(request, route, fault, remarks)))
                .doFinally(_ -> telling.ifPresent(Telling::decided))
                .map(verdict -> reply(request, route, verdict, begun, remarks));
          }
        };
    return reply
        .doOnNext(sent -> end(span, sent))
        .doOnNext(sent -> log(request, sent, span))
        .doOnTerminate(span::end)
        .doOnCancel(span::end);
  }

  private Mono<DecisionReply> neutral(
      DecisionRequest request, String why, Instant begun, Remarks remarks) {
    remarks.add(why);
    return Mono.just(reply(request, null, Verdict.NEUTRAL, begun, remarks));
  }

  private Span begin(DecisionRequest request, Context trace) {
    return tracer
        .spanBuilder("decide")
        .setParent(trace)
        .setAttribute("ringbus.integration", request.event().integration().value())
        .setAttribute("ringbus.platform", request.event().platform().value())
        .startSpan();
  }

  /** As it stands in the plan: what the PBX cannot do of it becomes its neutral answer. */
  private static Verdict afterFault(
      DecisionRequest request, Route.Planned route, Throwable fault, Remarks remarks) {
    log.error("deciding about {} failed by a fault of ours", request.event().key(), fault);
    remarks.add("a fault of the routing service: its log has it");
    Decision otherwise = Occasion.of(request, route.plan()).otherwise();
    return otherwise.isNeutral()
        ? Verdict.NEUTRAL
        : new Verdict(otherwise, DecisionSource.OTHERWISE, null);
  }

  private DecisionReply reply(
      DecisionRequest request,
      Route.@Nullable Planned route,
      Verdict verdict,
      Instant begun,
      Remarks remarks) {
    Duration latency = Duration.between(begun, clock.instant());
    meters.decided(request.event().platform(), verdict.source(), latency);
    return new DecisionReply(
        request.correlationId(),
        verdict.decision(),
        route == null ? null : route.plan().key().plan(),
        route == null ? null : route.plan().key().version(),
        verdict.rule(),
        verdict.source(),
        latency,
        remarks.all());
  }

  private static void end(Span span, DecisionReply reply) {
    span.setAttribute("ringbus.source", reply.source().wireName());
    if (reply.plan() != null) {
      span.setAttribute("ringbus.plan", reply.plan());
    }
    if (reply.rule() != null) {
      span.setAttribute("ringbus.rule", reply.rule());
    }
  }

  private static void log(DecisionRequest request, DecisionReply reply, Span span) {
    log.atDebug()
        .addKeyValue("call", request.event().key())
        .addKeyValue("trace_id", span.getSpanContext().getTraceId())
        .addKeyValue("plan", reply.plan())
        .addKeyValue("plan_rule", reply.rule())
        .addKeyValue("decision_source", reply.source().wireName())
        .addKeyValue("remarks", reply.remarks())
        .log("decided");
  }
}
