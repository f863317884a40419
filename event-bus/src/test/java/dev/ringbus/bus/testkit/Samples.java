package dev.ringbus.bus.testkit;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallCommand.HangUp;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallState;
import dev.ringbus.model.CrmDelivery;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionRecord;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Leg;
import dev.ringbus.model.Leg.LegChange;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.Party;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import dev.ringbus.model.WaitingInstruction;
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

  /** A call that was answered, with one leg. */
  public static Call call(CallId id) {
    CallKey key = new CallKey(INTEGRATION, id);
    Leg leg =
        new Leg(
            key + "/101",
            Party.client(new PhoneNumber("+74959876543")),
            Party.employee(new PhoneNumber("101")),
            List.of(
                new LegChange(LegProgress.APPEARED, TIME),
                new LegChange(LegProgress.CONNECTED, TIME.plusSeconds(4))),
            null,
            null);
    return new Call(
        INTEGRATION,
        PLATFORM,
        id,
        CallState.CONNECTED,
        Direction.INBOUND,
        new PhoneNumber("+74959876543"),
        new PhoneNumber("+74951234567"),
        null,
        null,
        TIME,
        TIME.plusSeconds(4),
        null,
        null,
        List.of(leg),
        List.of(),
        null,
        2);
  }

  /** The button that ends a call. */
  public static HangUp hangUp(CallId call) {
    CallKey key = new CallKey(INTEGRATION, call);
    return new HangUp(
        UUID.randomUUID().toString(), "acme-kontur", TIME, key, key + "/101", "user-1");
  }

  public static CrmDelivery delivery(CallId call) {
    return new CrmDelivery(
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        "acme-kontur",
        INTEGRATION,
        call,
        "register-call",
        1,
        CrmDelivery.Outcome.SENT,
        null,
        "communication-1",
        TIME,
        Duration.ofMillis(120));
  }

  public static WaitingInstruction waiting(CallId call) {
    return new WaitingInstruction(
        UUID.randomUUID().toString(),
        INTEGRATION,
        call,
        new Hangup(),
        "crm/acme-kontur",
        TIME,
        TIME.plusSeconds(60));
  }

  public static InstructionOutcome outcome(WaitingInstruction instruction) {
    return new InstructionOutcome(
        UUID.randomUUID().toString(),
        instruction.id(),
        instruction.integration(),
        instruction.callId(),
        InstructionOutcome.Outcome.OFFERED,
        null,
        TIME.plusSeconds(2));
  }
}
