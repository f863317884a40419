package dev.ringbus.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionMoment;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import dev.ringbus.model.PollReport;
import dev.ringbus.model.Rule;
import dev.ringbus.model.WaitingInstruction;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What steers connected calls, as it stands on its topics. */
class SteeringJsonTest {

  private static final IntegrationId INTEGRATION = new IntegrationId("acme-mts");
  private static final CallId CALL = new CallId("9007199254740993");
  private static final CallKey KEY = new CallKey(INTEGRATION, CALL);
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-03-02T10:00:00+03:00");
  private static final JsonMapper PLAIN = JsonMapper.builder().build();

  private static WaitingInstruction waiting(String id) {
    return new WaitingInstruction(
        id, INTEGRATION, CALL, new Instruction.Hangup(), "api", TIME, TIME.plusSeconds(60));
  }

  @Test
  void keepsAMailboxWithItsOrder() {
    WaitingInstruction head =
        new WaitingInstruction(
            "i-1",
            INTEGRATION,
            CALL,
            new Instruction.Hangup(),
            "api",
            TIME,
            TIME.plusSeconds(60),
            3,
            1,
            List.of(waiting("i-2"), waiting("i-3")));

    assertThat(Json.read(Json.write(head), WaitingInstruction.class)).isEqualTo(head);
  }

  /** As it was written before a mailbox held more than one. */
  @Test
  void readsAWaitingInstructionWithNothingBehindIt() {
    ObjectNode old = (ObjectNode) PLAIN.readTree(Json.write(waiting("i-1")));
    old.remove(List.of("behind", "offers", "offerAgainAfter"));

    assertThat(Json.read(PLAIN.writeValueAsBytes(old), WaitingInstruction.class))
        .isEqualTo(waiting("i-1"));
  }

  @Test
  void keepsLiveCallsAndPolls() {
    LiveCall call =
        new LiveCall(
            INTEGRATION,
            new Platform("mts"),
            CALL,
            Direction.OUTBOUND,
            TIME,
            List.of(new LiveCall.OfferedInstruction(waiting("i-1"), TIME.plusSeconds(3), 2)),
            "answered 500");
    PollReport report =
        new PollReport(TIME, List.of(KEY, new CallKey(INTEGRATION, new CallId("a:b"))));

    assertThat(Json.read(Json.write(call), LiveCall.class)).isEqualTo(call);
    assertThat(Json.read(Json.write(call.untold(true)), LiveCall.class))
        .isEqualTo(call.untold(true));
    assertThat(Json.read(Json.write(report), PollReport.class)).isEqualTo(report);
  }

  @Test
  void keepsTheCommandsToConnectedCalls() {
    List<CallCommand> commands =
        List.of(
            new CallCommand.Instruct(
                "i-1",
                TIME,
                KEY,
                Instruction.GoTo.branch("2"),
                "plan/acme/busy",
                TIME.plusSeconds(60),
                2),
            new CallCommand.Instruct(
                "i-2", TIME, KEY, new Instruction.Return(), "api", TIME.plusSeconds(5), null),
            new CallCommand.Withdraw("w-1", TIME, KEY, "i-1"),
            new CallCommand.EndRequests("e-1", "old", TIME, KEY, "answered 500"),
            new CallCommand.BeginRequests("b-1", "old", TIME, KEY),
            new CallCommand.Told("t-1", "old", TIME, KEY, "event-1"),
            new CallCommand.Untold("t-2", "old", TIME, KEY, "event-1"));

    for (CallCommand command : commands) {
      assertThat(Json.read(Json.write(command), CallCommand.class)).isEqualTo(command);
      assertThat(command.key()).isEqualTo(KEY.toString());
    }
  }

  @Test
  void asksAboutAWaitingCallUnlessItSaysOtherwise() {
    DecisionRequest asked =
        new DecisionRequest("q-1", event(), Instant.EPOCH, DecisionMoment.MID_CALL);
    ObjectNode old = (ObjectNode) PLAIN.readTree(Json.write(asked));
    old.remove("moment");

    assertThat(Json.read(Json.write(asked), DecisionRequest.class)).isEqualTo(asked);
    assertThat(Json.read(PLAIN.writeValueAsBytes(old), DecisionRequest.class).moment())
        .isEqualTo(DecisionMoment.WAITING);
  }

  private static CallEvent event() {
    return CallEvent.builder()
        .id("e-1")
        .type(CallEventType.LEG_CONNECTED)
        .integration(INTEGRATION)
        .platform(new Platform("mts"))
        .callId(CALL)
        .occurredAt(TIME)
        .receivedAt(TIME)
        .build();
  }

  @Test
  void keepsTheRulesForConnectedCallsOfAPlan() {
    Plan plan =
        new Plan(
            "acme",
            Duration.ofMillis(1500),
            List.of(),
            List.of(
                new Rule(
                    "angry",
                    "call.digits == '0'",
                    new Rule.Then(Decision.of(new Instruction.Hangup())))),
            Decision.NEUTRAL,
            "v1");
    JsonNode old = PLAIN.readTree(new String(Json.write(plan), UTF_8).replace("midCall", "other"));

    assertThat(Json.readResource("plan/acme", Json.write(plan))).contains(plan);
    assertThat(Json.readResource("plan/acme", PLAIN.writeValueAsBytes(old)))
        .hasValueSatisfying(read -> assertThat(((Plan) read).midCall()).isEmpty());
  }
}
