package dev.ringbus.routing;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Direction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** Calls that wait for a decision, one of each platform, with the seeds' numbers. */
public final class Calls {

  public static final Instant RECEIVED = Instant.parse("2026-11-20T09:00:00Z");
  public static final Platform COMAGIC = new Platform("comagic");
  public static final Platform CALL_INTERACTIVE = new Platform("callinteractive");
  public static final Platform MTS = new Platform("mts");
  public static final Platform SIPSIM = new Platform("sipsim");

  private Calls() {}

  public static CallEvent comagic() {
    return started(COMAGIC, "acme-uis", "123")
        .type(CallEventType.DIGITS_RECEIVED)
        .digits("1")
        .caller(new PhoneNumber("+74952345678"))
        .called(new PhoneNumber("+74951234567"))
        .clientPhone(new PhoneNumber("+74952345678"))
        .linePhone(new PhoneNumber("+74951234567"))
        .raw(
            Map.of(
                "cdr_id", "123",
                "start_time", "1200",
                "input_result", "1",
                "numa", "74952345678",
                "numb", "74951234567"))
        .build();
  }

  public static CallEvent callInteractive() {
    return started(CALL_INTERACTIVE, "acme-ivr", "3584705175:5205dc5cc5a411e5ab9eb3691b90ea15")
        .type(CallEventType.DECISION_ASKED)
        .caller(new PhoneNumber("000*306"))
        .called(new PhoneNumber("332"))
        .raw(
            Map.of(
                "CallID", "5205dc5cc5a411e5ab9eb3691b90ea15",
                "CallAPIID", "3584705175:5205dc5cc5a411e5ab9eb3691b90ea15",
                "CallerIDNum", "000*306",
                "CalledNumber", "332",
                "CallStatus", "ANSWER",
                "CallFlow", "IN"))
        .build();
  }

  public static CallEvent mts() {
    return started(MTS, "acme-mts", "9007199254740993")
        .type(CallEventType.CALL_STARTED)
        .caller(new PhoneNumber("+79161234567"))
        .called(new PhoneNumber("+74951234567"))
        .clientPhone(new PhoneNumber("+79161234567"))
        .linePhone(new PhoneNumber("+74951234567"))
        .raw(
            Map.of(
                "CallID", 9007199254740993L,
                "EventTime", "2015-03-01T12:00:05+03:00",
                "AN", "9161234567",
                "UN", "4951234567",
                "Result", "",
                "EventType", 1L,
                "ServiceType", 1L))
        .build();
  }

  /** SipSim tells and never asks; such a question only comes from a mistake. */
  public static CallEvent sipsim() {
    return started(SIPSIM, "acme-sim", "1557491089.930430")
        .type(CallEventType.CALL_STARTED)
        .caller(new PhoneNumber("+375291234567"))
        .called(new PhoneNumber("+375171234567"))
        .raw(Map.of("event", "incoming_call_start", "pbx_id", "1557491089.930430"))
        .build();
  }

  private static CallEvent.Builder started(Platform platform, String integration, String callId) {
    OffsetDateTime received = RECEIVED.atOffset(ZoneOffset.UTC);
    return CallEvent.builder()
        .id("0123456789abcdef0123456789abcdef")
        .integration(new IntegrationId(integration))
        .platform(platform)
        .callId(new CallId(callId))
        .direction(Direction.INBOUND)
        .occurredAt(received)
        .receivedAt(received);
  }
}
