package dev.ringbus.ingress.kontur;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.crm.kontur.InvalidFields;
import dev.ringbus.crm.kontur.KonturHeaders;
import dev.ringbus.crm.kontur.KonturSettings;
import dev.ringbus.crm.kontur.SystemAnswer;
import dev.ringbus.crm.kontur.SystemCall;
import dev.ringbus.crm.kontur.SystemCallReader;
import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.ingress.http.SystemCallArrival;
import dev.ringbus.ingress.http.SystemCallEndpoint;
import dev.ringbus.ingress.kontur.SystemCallMetrics.Result;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Direction;
import dev.ringbus.model.KeyDigest;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The way of a system call, from top to bottom: let in, read, turned into a command, stored, and
 * answered, always with the CRM's echo. It is answered 200 only when the broker has the command;
 * the CRM repeats what is answered otherwise.
 */
public final class SystemCalls implements SystemCallEndpoint {

  private static final Logger log = LoggerFactory.getLogger(SystemCalls.class);

  private final ConfigurationView configuration;
  private final CommandLog commands;
  private final HangUps hangUps;
  private final CommandIds ids;
  private final SystemCallMetrics metrics;
  private final Duration storedWithin;
  private final Clock clock;
  private final Scheduler timer;

  /**
   * @param storedWithin how long the broker may take for a command
   * @param timer whose time passes as the clock's does
   */
  public SystemCalls(
      ConfigurationView configuration,
      CommandLog commands,
      HangUps hangUps,
      MeterRegistry registry,
      Duration storedWithin,
      Clock clock,
      Scheduler timer) {
    this.configuration = configuration;
    this.commands = commands;
    this.hangUps = hangUps;
    this.ids = new CommandIds(clock);
    this.metrics = new SystemCallMetrics(registry);
    this.storedWithin = storedWithin;
    this.clock = clock;
    this.timer = timer;
  }

  private record Answer(SystemAnswer wire, Result result) {
    static Answer failed(int status, Result result) {
      return new Answer(new SystemAnswer.Failed(status), result);
    }

    static Answer wrongMethod() {
      return failed(405, Result.WRONG_METHOD);
    }

    static Answer notSupported(String message) {
      return new Answer(new SystemAnswer.NotSupported(message), Result.NOT_SUPPORTED);
    }
  }

  @Override
  public Mono<PbxResponse> answer(SystemCallArrival arrival) {
    return arrival
        .body()
        .flatMap(body -> toItsEnd(process(arrival, body)))
        .onErrorResume(e -> Mono.just(notCaptured(e)))
        .map(answer -> response(arrival, answer));
  }

  /** Begins at once, and is not cancelled by a client that goes away. */
  private static <T> Mono<T> toItsEnd(Mono<T> mono) {
    return Mono.fromFuture(mono.toFuture(), true);
  }

  private Mono<Answer> process(SystemCallArrival arrival, Body body) {
    return Mono.defer(() -> admit(arrival, body)).onErrorResume(e -> Mono.just(failed(arrival, e)));
  }

  private Mono<Answer> admit(SystemCallArrival arrival, Body body) {
    if (!configuration.isReady()) {
      return Mono.just(Answer.failed(503, Result.NOT_READY));
    }
    Optional<Crm> crm =
        configuration
            .current()
            .crm(arrival.crm())
            .filter(it -> it.type().equals(KonturSettings.TYPE));
    KeyDigest key = crm.map(Crm::inboundKeyDigest).orElse(KeyDigest.NOBODY);
    if (!key.matches(arrival.key().value())) {
      return Mono.just(Answer.failed(401, Result.UNAUTHORIZED));
    }
    return read(crm.orElseThrow(), arrival, body);
  }

  private Mono<Answer> read(Crm crm, SystemCallArrival arrival, Body body) {
    Span.fromContext(arrival.trace()).setAttribute("ringbus.crm", crm.id());
    boolean isPost = arrival.method().equals("POST");
    Optional<SystemCall> call;
    try {
      call = SystemCallReader.read(arrival.path(), body.bytes());
    } catch (InvalidFields e) {
      return Mono.just(
          isPost ? new Answer(SystemAnswer.of(e), Result.INVALID) : Answer.wrongMethod());
    }
    if (call.isEmpty()) {
      return Mono.just(Answer.failed(404, Result.UNKNOWN_PATH));
    }
    return isPost || isScheduled(call.get())
        ? perform(crm, call.get(), arrival.trace())
        : Mono.just(Answer.wrongMethod());
  }

  /** With which method the CRM comes on its schedule is documented nowhere. */
  private static boolean isScheduled(SystemCall call) {
    return switch (call) {
      case SystemCall.Synchronize _, SystemCall.Upgrade _ -> true;
      case SystemCall.Call _, SystemCall.HangUp _ -> false;
    };
  }

  private Mono<Answer> perform(Crm crm, SystemCall call, Context trace) {
    return switch (call) {
      case SystemCall.Call begin -> originate(crm, begin, trace);
      case SystemCall.HangUp hangUp -> hangUp(crm, hangUp, trace);
      case SystemCall.Synchronize synchronize ->
          store(new CallCommand.Synchronize(ids.of(crm.id(), synchronize), crm.id(), now()), trace);
      case SystemCall.Upgrade _ -> Mono.just(new Answer(new SystemAnswer.Ok(), Result.TAKEN));
    };
  }

  private Mono<Answer> originate(Crm crm, SystemCall.Call call, Context trace) {
    KonturSettings settings = KonturSettings.of(crm);
    if (settings.originate() == null) {
      return Mono.just(
          Answer.notSupported("Feature Call is not supported: no PBX is configured to make calls"));
    }
    Optional<String> stranger =
        Optional.of(call.fromUserId())
            .filter(user -> settings.users().numberOf(user).isEmpty())
            .or(() ->
                Optional.ofNullable(call.toUserId())
                    .filter(user -> settings.users().numberOf(user).isEmpty()));
    if (stranger.isPresent()) {
      return Mono.just(
          Answer.notSupported("User " + stranger.get() + " has no internal number configured"));
    }
    return store(
        new CallCommand.Originate(
            ids.of(crm.id(), call),
            crm.id(),
            now(),
            call.communicationId(),
            call.fromUserId(),
            call.toUserId(),
            call.clientPhone()),
        trace);
  }

  private Mono<Answer> hangUp(Crm crm, SystemCall.HangUp hangUp, Context trace) {
    Optional<CallKey> call = hangUp.call();
    if (call.isEmpty()) {
      return Mono.just(
          Answer.notSupported("Feature Hangup is not supported: the call is none of this PBX"));
    }
    Span.fromContext(trace).setAttribute("ringbus.call", call.get().toString());
    Optional<Direction> direction = hangUp.direction();
    if (!hangUps.reach(call.get(), direction, crm.id())) {
      String which = direction.map(it -> it.wireName() + " ").orElse("");
      return Mono.just(
          Answer.notSupported(
              "Feature Hangup is not supported by the PBX of this " + which + "call"));
    }
    return store(
        new CallCommand.HangUp(
            ids.of(crm.id(), hangUp),
            crm.id(),
            now(),
            call.get(),
            hangUp.realtimeCallItemId(),
            hangUp.userId()),
        trace);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }

  private Mono<Answer> store(CallCommand.FromCrm command, Context trace) {
    return commands
        .append(command, trace)
        .timeout(storedWithin, timer)
        .thenReturn(new Answer(new SystemAnswer.Ok(), Result.TAKEN))
        .onErrorResume(e -> {
          log.warn(
              "A command of {} is not stored, and left to the CRM to repeat: {}",
              command.crm(),
              e.toString());
          return Mono.just(Answer.failed(503, Result.NOT_STORED));
        });
  }

  private static Answer failed(SystemCallArrival arrival, Throwable fault) {
    if (fault instanceof InvalidCrm) {
      log.warn("A system call is answered 503: {}", fault.getMessage());
      return Answer.failed(503, Result.FAILED);
    }
    log.atError()
        .addKeyValue("crm", arrival.crm())
        .setCause(fault)
        .log("A system call failed in the hub itself, and is answered 500");
    return Answer.failed(500, Result.FAILED);
  }

  private static Answer notCaptured(Throwable why) {
    if (why instanceof RejectedRequest rejection
        && rejection.reason() == RejectedRequest.Reason.TOO_LARGE) {
      return Answer.failed(413, Result.TOO_LARGE);
    }
    log.debug("A system call broke off", why);
    return Answer.failed(400, Result.BROKEN_OFF);
  }

  private PbxResponse response(SystemCallArrival arrival, Answer answer) {
    metrics.count(answer.result());
    List<Header> headers = new ArrayList<>();
    arrival.echoes().forEach(echo -> headers.add(new Header(KonturHeaders.INTEGRATION_ECHO, echo)));
    if (answer.result() == Result.WRONG_METHOD) {
      headers.add(new Header("Allow", "POST"));
    }
    Body body = Body.of(answer.wire().body());
    if (!body.isEmpty()) {
      headers.add(new Header("Content-Type", SystemAnswer.CONTENT_TYPE));
    }
    return new PbxResponse(answer.wire().status(), headers, body);
  }
}
