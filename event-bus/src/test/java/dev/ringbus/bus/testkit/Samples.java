package dev.ringbus.bus.testkit;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionRecord;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Values to send, each call of its own unless it is named. */
public final class Samples {

  public static final IntegrationId INTEGRATION = new IntegrationId("acme-uis");
  public static final Platform PLATFORM = new Platform("comagic");
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-20T12:00:00.250+03:00");

  private Samples() {}

  /** A call id that no other test has. */
  public static CallId newCall() {
    return new CallId("1557491089." + UUID.randomUUID());
  }

  public static CallEvent event(CallId call, CallEventType type) {
    return CallEvent.builder()
        .id(UUID.randomUUID().toString())
        .type(type)
        .integration(INTEGRATION)
        .platform(PLATFORM)
        .callId(call)
        .occurredAt(TIME)
        .receivedAt(TIME)
        .caller(new PhoneNumber("+74959876543"))
        .raw(Map.of("numa", "74959876543"))
        .build();
  }

  /** A question about a call of its own. */
  public static DecisionRequest question(Instant deadline) {
    return new DecisionRequest(
        UUID.randomUUID().toString(), event(newCall(), CallEventType.DECISION_ASKED), deadline);
  }

  /** The reply that hangs up. */
  public static DecisionReply reply(DecisionRequest request) {
    return new DecisionReply(
        request.correlationId(),
        Decision.of(new Hangup()),
        "acme",
        "v1",
        "closed",
        DecisionSource.RULE,
        Duration.ofMillis(3),
        List.of());
  }

  public static DecisionRecord record(CallId call) {
    return new DecisionRecord(
        UUID.randomUUID().toString(),
        INTEGRATION,
        PLATFORM,
        call,
        UUID.randomUUID().toString(),
        TIME,
        Decision.of(new Hangup()),
        "acme",
        "v1",
        "closed",
        DecisionSource.RULE,
        Duration.ofMillis(5),
        false,
        false,
        List.of());
  }

  /** A plan without rules. */
  public static Plan plan(String id, String version) {
    return new Plan(id, Plan.DEFAULT_DEADLINE, List.of(), Decision.NEUTRAL, version);
  }
}
