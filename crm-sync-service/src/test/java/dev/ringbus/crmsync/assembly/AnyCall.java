package dev.ringbus.crmsync.assembly;

import static dev.ringbus.testkit.Property.oneOf;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Events of one call, as no PBX would send them: any number of any kind, most of them of legs, many
 * at the same second, of few employees, and often what comes last is dated first.
 */
final class AnyCall {

  static final IntegrationId INTEGRATION = new IntegrationId("acme-mts");

  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-03-02T12:00:00Z");
  private static final PhoneNumber CLIENT = new PhoneNumber("+79161234567");
  private static final PhoneNumber COLLEAGUE = new PhoneNumber("+79031505050");
  private static final PhoneNumber LINE = new PhoneNumber("+74951234567");

  private static final CallEventType[] TYPES = {
    CallEventType.CALL_STARTED,
    CallEventType.DECISION_ASKED,
    CallEventType.LEG_PREPARING,
    CallEventType.LEG_RINGING,
    CallEventType.LEG_RINGING,
    CallEventType.LEG_RINGING,
    CallEventType.LEG_CONNECTED,
    CallEventType.LEG_CONNECTED,
    CallEventType.LEG_CONNECTED,
    CallEventType.LEG_ENDED,
    CallEventType.LEG_ENDED,
    CallEventType.LEG_ENDED,
    CallEventType.CALL_ENDED,
    CallEventType.RECORDING_AVAILABLE,
    CallEventType.VENDOR_OTHER
  };

  private final RandomGenerator random;
  private final @Nullable Direction direction;
  private int last;

  private AnyCall(RandomGenerator random) {
    this.random = random;
    direction =
        oneOf(random, Direction.INBOUND, Direction.OUTBOUND, Direction.INBOUND, Direction.INTERNAL);
  }

  /** At least one event, each once. */
  static List<CallEvent> events(RandomGenerator random) {
    AnyCall call = new AnyCall(random);
    List<CallEvent> events = new ArrayList<>();
    int count = random.nextInt(1, 20);
    while (events.size() < count) {
      events.add(call.next());
    }
    return events;
  }

  static <T> List<T> shuffled(List<T> list, RandomGenerator random) {
    List<T> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, Random.from(random));
    return shuffled;
  }

  private CallEvent next() {
    CallEventType type = oneOf(random, TYPES);
    OffsetDateTime at = NOON.plusSeconds(random.nextInt(12));
    boolean isEnd = type == CallEventType.LEG_ENDED || type == CallEventType.CALL_ENDED;
    CallEvent.Builder event =
        CallEvent.builder()
            .id("event-" + last++)
            .type(type)
            .integration(INTEGRATION)
            .platform(new Platform("mts"))
            .callId(new CallId("17"))
            .direction(direction)
            .occurredAt(at)
            .receivedAt(at.plusNanos(random.nextInt(3) * 1_000_000_000L))
            .caller(direction == Direction.INBOUND ? CLIENT : new PhoneNumber("306"))
            .linePhone(LINE);
    if (direction == Direction.OUTBOUND) {
      PhoneNumber called = oneOf(random, CLIENT, CLIENT, COLLEAGUE);
      event.called(called).clientPhone(called);
    } else {
      event.clientPhone(direction == Direction.INBOUND ? CLIENT : null).agent(employee());
    }
    if (random.nextInt(6) == 0) {
      event.passedOnBy(employee());
    }
    if (isEnd) {
      event.outcome(outcome()).endedBy(oneOf(random, null, EndedBy.CALLER, EndedBy.CALLEE));
    }
    if (type == CallEventType.CALL_ENDED) {
      event.duration(random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(12)));
      event.inferred(random.nextInt(4) == 0 ? "no end was reported within PT4H" : null);
    }
    if (type == CallEventType.CALL_ENDED || type == CallEventType.RECORDING_AVAILABLE) {
      event.recordingUrl(
          oneOf(random, null, "https://records.example/1", "https://records.example/2"));
    }
    return event.build();
  }

  private @Nullable PhoneNumber employee() {
    return oneOf(
        random,
        new PhoneNumber("1042"),
        new PhoneNumber("1042"),
        new PhoneNumber("1043"),
        new PhoneNumber("1043"),
        new PhoneNumber("1044"),
        null);
  }

  private @Nullable CallOutcome outcome() {
    return random.nextInt(3) == 0 ? null : oneOf(random, CallOutcome.values());
  }
}
