package dev.ringbus.crmsync.benchmark;

import dev.ringbus.bus.EventLog;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Calls that happen: each rings at one employee who does not answer, is answered by another, and
 * ends; each event is written when it happens.
 */
final class CallLoad implements AutoCloseable {

  private static final PhoneNumber CLIENT = new PhoneNumber("+79161234567");
  private static final PhoneNumber LINE = new PhoneNumber("+74951234567");
  private static final PhoneNumber FIRST = new PhoneNumber("301");
  private static final PhoneNumber SECOND = new PhoneNumber("302");

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final Supplier<EventLog> log;
  private final AtomicLong serial = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  CallLoad(Supplier<EventLog> log) {
    this.log = log;
  }

  /** Begins calls at this rate for so long; returns when the last of them has ended. */
  void run(IntegrationId integration, double perSecond, Duration time) throws InterruptedException {
    long calls = Math.round(perSecond * time.toSeconds());
    long start = System.nanoTime();
    AtomicLong ended = new AtomicLong();
    for (long call = 0; call < calls; call++) {
      long due = (long) (call * 1e9 / perSecond) - (System.nanoTime() - start);
      begin(integration, Math.max(0, due) / 1_000_000, ended);
      if (call % 1_000 == 999) {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - 2_000_000_000L));
      }
    }
    while (ended.get() < calls) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** A call that ends now, with a recording. */
  void endRecorded(IntegrationId integration, String url) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    String id = "r" + serial.incrementAndGet();
    CallEvent ended =
        CallEvent.builder()
            .id(integration + id)
            .type(CallEventType.CALL_ENDED)
            .integration(integration)
            .platform(new Platform("sipsim"))
            .callId(new CallId(id))
            .direction(Direction.INBOUND)
            .occurredAt(now)
            .receivedAt(now)
            .clientPhone(CLIENT)
            .linePhone(LINE)
            .agent(SECOND)
            .outcome(CallOutcome.ANSWERED)
            .recordingUrl(url)
            .build();
    CallEvent recorded =
        ended.toBuilder()
            .id(integration + id + "recorded")
            .type(CallEventType.RECORDING_AVAILABLE)
            .build();
    log.get().append(List.of(ended, recorded), Context.root()).block(Duration.ofSeconds(10));
  }

  private void begin(IntegrationId integration, long delay, AtomicLong ended) {
    String id = "b" + serial.incrementAndGet();
    say(integration, id, delay, CallEventType.CALL_STARTED, null, null, ended);
    say(integration, id, delay + 100, CallEventType.LEG_RINGING, FIRST, null, ended);
    say(
        integration,
        id,
        delay + 1_000,
        CallEventType.LEG_ENDED,
        FIRST,
        CallOutcome.NO_ANSWER,
        ended);
    say(integration, id, delay + 1_050, CallEventType.LEG_RINGING, SECOND, null, ended);
    say(
        integration,
        id,
        delay + 2_000,
        CallEventType.LEG_CONNECTED,
        SECOND,
        CallOutcome.ANSWERED,
        ended);
    say(
        integration,
        id,
        delay + 4_000,
        CallEventType.LEG_ENDED,
        SECOND,
        CallOutcome.ANSWERED,
        ended);
    say(
        integration,
        id,
        delay + 4_010,
        CallEventType.CALL_ENDED,
        SECOND,
        CallOutcome.ANSWERED,
        ended);
  }

  private void say(
      IntegrationId integration,
      String id,
      long delay,
      CallEventType type,
      PhoneNumber agent,
      CallOutcome outcome,
      AtomicLong ended) {
    var _ =
        timer.schedule(
            () -> {
              OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
              CallEvent event =
                  CallEvent.builder()
                      .id(integration + id + type.wireName() + agent)
                      .type(type)
                      .integration(integration)
                      .platform(new Platform("sipsim"))
                      .callId(new CallId(id))
                      .direction(Direction.INBOUND)
                      .occurredAt(now)
                      .receivedAt(now)
                      .caller(CLIENT)
                      .called(LINE)
                      .clientPhone(CLIENT)
                      .linePhone(LINE)
                      .agent(agent)
                      .outcome(outcome)
                      .endedBy(type == CallEventType.CALL_ENDED ? EndedBy.CALLER : null)
                      .duration(type == CallEventType.CALL_ENDED ? Duration.ofSeconds(2) : null)
                      .raw(Map.of("pbx_id", id))
                      .build();
              log.get()
                  .append(List.of(event), Context.root())
                  .doOnError(_ -> failed.incrementAndGet())
                  .doFinally(_ -> {
                    if (type == CallEventType.CALL_ENDED) {
                      ended.incrementAndGet();
                    }
                  })
                  .subscribe(_ -> {}, _ -> {});
            },
            delay,
            TimeUnit.MILLISECONDS);
  }

  /** Events that the broker did not take. */
  long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
