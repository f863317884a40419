package dev.ringbus.ingress;

import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.ingress.Decider.Verdict;
import dev.ringbus.ingress.DurableEvents.Stored;
import dev.ringbus.ingress.IngressMetrics.Result;
import dev.ringbus.ingress.Integrations.Connected;
import dev.ringbus.ingress.http.Arrival;
import dev.ringbus.ingress.http.Gate;
import dev.ringbus.ingress.http.PbxEndpoint;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Plan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The way of a request, from top to bottom: captured, let in, read, stored and asked about at the
 * same time, replied to. It ends with an answer in the dialect, and in time, whatever fails on the
 * way; and once a request is captured it goes this way to its end, whether or not the client stays.
 */
final class CallPipeline implements PbxEndpoint {

  private static final Logger log = LoggerFactory.getLogger(CallPipeline.class);
  private static final Duration CAUGHT_UP_YET = Duration.ofMillis(20);
  private static final Reading NOTHING_READ = new Reading.Report(List.of());

  private final Integrations integrations;
  private final DurableEvents durableEvents;
  private final Decider decider;
  private final DecisionJournal journal;
  private final PollAnswers polls;
  private final IngressMetrics metrics;
  private final Duration margin;
  private final Clock clock;
  private final Scheduler timer;

  /**
   * @param margin by which an answer leaves before its deadline
   * @param timer whose time passes as the clock's does
   */
  CallPipeline(
      Integrations integrations,
      DurableEvents durableEvents,
      Decider decider,
      DecisionJournal journal,
      PollAnswers polls,
      IngressMetrics metrics,
      Duration margin,
      Clock clock,
      Scheduler timer) {
    this.integrations = integrations;
    this.durableEvents = durableEvents;
    this.decider = decider;
    this.journal = journal;
    this.polls = polls;
    this.metrics = metrics;
    this.margin = margin;
    this.clock = clock;
    this.timer = timer;
  }

  private record Answer(PbxResponse response, Result result) {}

  private record Settled(Outcome outcome, Result result) {}

  @Override
  public Mono<PbxResponse> answer(Arrival arrival) {
    return arrival
        .request()
        .flatMap(
            request -> toItsEnd(process(arrival, request).map(answer -> counted(arrival, answer))))
        .onErrorResume(e -> Mono.just(counted(arrival, notCaptured(arrival, e))));
  }

  /** Begins at once, and is not cancelled by a client that goes away. */
  private static <T> Mono<T> toItsEnd(Mono<T> mono) {
    return Mono.fromFuture(mono.toFuture(), true);
  }

  private Mono<Answer> process(Arrival arrival, PbxRequest request) {
    return Mono.defer(() ->
            integrations.isCaughtUp() ? admit(arrival, request) : onceCaughtUp(arrival, request))
        .onErrorResume(e -> failed(arrival, request, e));
  }

  private Mono<Answer> admit(Arrival arrival, PbxRequest request) {
    Optional<Connected> found = integrations.find(arrival.platform(), arrival.integration());
    Gate gate =
        found
            .map(Connected::gate)
            .or(() -> integrations.gateOfUnusable(arrival.platform(), arrival.integration()))
            .orElseGet(Gate::closed);
    if (!gate.admits(arrival)) {
      return Mono.just(refused(plain(arrival), unauthorized()));
    }
    return found
        .map(connected -> read(connected, arrival, request))
        .orElseGet(() -> Mono.just(unusable(arrival, request)));
  }

  /** Of a call that is refused one poll, MTS polls no more, though the fault may soon be mended. */
  private Answer unusable(Arrival arrival, PbxRequest request) {
    return plainReading(arrival, request) instanceof Reading.Poll
        ? new Answer(neutral(arrival, request), Result.NOT_READY)
        : refused(plain(arrival), unauthorized());
  }

  private Mono<Answer> read(Connected connected, Arrival arrival, PbxRequest request) {
    PbxDialect dialect = connected.dialect();
    Reading reading;
    try {
      reading = dialect.read(request);
    } catch (RejectedRequest e) {
      return Mono.just(refused(dialect, e));
    }
    return settle(connected, reading, deadline(arrival, connected.budget()), arrival.trace())
        .map(settled -> new Answer(dialect.reply(reading, settled.outcome()), settled.result()));
  }

  private Mono<Settled> settle(
      Connected connected, Reading reading, Deadline deadline, Context trace) {
    return switch (reading) {
      case Reading.Report(List<CallEvent> events) ->
          durableEvents.store(events, deadline, trace).map(CallPipeline::reported);
      case Reading.Question question -> storeAndAsk(connected, question, deadline, trace);
      case Reading.Poll poll ->
          polls.answer(connected, poll, trace).map(outcome -> new Settled(outcome, Result.POLLED));
      case Reading.Probe _ -> Mono.just(new Settled(new Outcome.NothingToSay(), Result.PROBED));
    };
  }

  private static Settled reported(Stored stored) {
    return switch (stored) {
      case STORED -> new Settled(new Outcome.NothingToSay(), Result.STORED);
      case NOT_STORED -> new Settled(new Outcome.NotStored(), Result.NOT_STORED);
    };
  }

  private Mono<Settled> storeAndAsk(
      Connected connected, Reading.Question asked, Deadline deadline, Context trace) {
    Span.fromContext(trace).setAttribute("ringbus.call", asked.question().event().key().toString());
    Mono<Stored> stored = durableEvents.store(asked.events(), deadline, trace);
    return Mono.zip(
        decider.decide(connected, asked.question(), deadline, trace),
        stored,
        (verdict, what) -> {
          journal.answered(verdict.record(), trace);
          return answered(verdict, what);
        });
  }

  /** The caller on the line comes first: what was decided is answered, stored or not. */
  private static Settled answered(Verdict verdict, Stored stored) {
    return switch (stored) {
      case STORED -> new Settled(verdict.outcome(), Result.ANSWERED);
      case NOT_STORED ->
          verdict.record().decision().isNeutral()
              ? new Settled(new Outcome.NotStored(), Result.NOT_STORED)
              : new Settled(verdict.outcome(), Result.ANSWERED);
    };
  }

  private Deadline deadline(Arrival arrival, Duration budget) {
    return new Deadline(arrival.receivedAt().plus(budget).minus(margin), clock, timer);
  }

  /**
   * A process that has just started cannot know yet who may come in: the request waits a little.
   */
  private Mono<Answer> onceCaughtUp(Arrival arrival, PbxRequest request) {
    return deadline(arrival, Plan.DEFAULT_DEADLINE)
        .orElse(
            () -> false,
            Flux.interval(CAUGHT_UP_YET, timer)
                .map(_ -> integrations.isCaughtUp())
                .filter(is -> is)
                .next())
        .flatMap(is ->
            is
                ? admit(arrival, request)
                : Mono.just(new Answer(neutral(arrival, request), Result.NOT_READY)));
  }

  private static Answer refused(PbxDialect dialect, RejectedRequest rejection) {
    return new Answer(
        dialect.refuse(rejection),
        switch (rejection.reason()) {
          case UNAUTHORIZED -> Result.UNAUTHORIZED;
          case UNKNOWN_PATH -> Result.UNKNOWN_PATH;
          case WRONG_METHOD -> Result.WRONG_METHOD;
          case TOO_LARGE -> Result.TOO_LARGE;
          case UNREADABLE -> Result.UNREADABLE;
        });
  }

  private static RejectedRequest unauthorized() {
    return new RejectedRequest(
        RejectedRequest.Reason.UNAUTHORIZED, "expected the key of an integration of this platform");
  }

  private PbxDialect plain(Arrival arrival) {
    return integrations.plain(arrival.platform());
  }

  private Mono<Answer> failed(Arrival arrival, PbxRequest request, Throwable fault) {
    log.atError()
        .addKeyValue("integration", arrival.integration())
        .addKeyValue("trace_id", Span.fromContext(arrival.trace()).getSpanContext().getTraceId())
        .setCause(fault)
        .log("A request failed in the hub itself, and is answered neutrally");
    return Mono.just(new Answer(neutral(arrival, request), Result.FAILED));
  }

  /** What the platform takes for "nothing to do, and not stored". */
  private PbxResponse neutral(Arrival arrival, PbxRequest request) {
    return plain(arrival).reply(plainReading(arrival, request), new Outcome.NotStored());
  }

  private Reading plainReading(Arrival arrival, PbxRequest request) {
    try {
      return plain(arrival).read(request);
    } catch (RuntimeException _) {
      return NOTHING_READ;
    }
  }

  private Answer notCaptured(Arrival arrival, Throwable why) {
    return why instanceof RejectedRequest rejection
        ? refused(plain(arrival), rejection)
        : broken(arrival, why);
  }

  /** Answers whoever may still be there to read it. */
  private Answer broken(Arrival arrival, Throwable why) {
    log.debug("A request of {} broke off", arrival.integration(), why);
    RejectedRequest rejection =
        new RejectedRequest(RejectedRequest.Reason.UNREADABLE, "expected the whole request");
    return new Answer(plain(arrival).refuse(rejection), Result.BROKEN_OFF);
  }

  private PbxResponse counted(Arrival arrival, Answer answer) {
    metrics.answered(
        arrival.platform(),
        answer.result(),
        Duration.between(arrival.receivedAt(), clock.instant()));
    return answer.response();
  }
}
