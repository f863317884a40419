package dev.ringbus.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.CallState;
import dev.ringbus.model.CrmDelivery;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Leg;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.Party;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Recording;
import dev.ringbus.model.WaitingInstruction;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallJsonTest {

  private static final OffsetDateTime TIME = OffsetDateTime.parse("2020-04-06T05:28:15.174Z");
  private static final IntegrationId INTEGRATION = new IntegrationId("acme-sim");
  private static final CallId CALL = new CallId("1557491089.930440");
  private static final CallKey KEY = new CallKey(INTEGRATION, CALL);

  @Test
  void keepsEveryFieldOfACall() {
    Leg leg =
        new Leg(
            KEY + "/306",
            Party.client(new PhoneNumber("+375290000000")),
            Party.employee(new PhoneNumber("306")),
            List.of(
                new Leg.LegChange(LegProgress.APPEARED, TIME),
                new Leg.LegChange(LegProgress.CONNECTED, TIME.plusSeconds(5))),
            CallOutcome.ANSWERED,
            EndedBy.CALLER);
    Call call =
        new Call(
            INTEGRATION,
            new Platform("sipsim"),
            CALL,
            CallState.ENDED,
            Direction.INBOUND,
            new PhoneNumber("+375290000000"),
            new PhoneNumber("+375290000001"),
            CallOutcome.ANSWERED,
            EndedBy.CALLER,
            TIME,
            TIME.plusSeconds(5),
            TIME.plusSeconds(107),
            Duration.ofSeconds(102),
            List.of(leg),
            List.of(new Recording("https://vrecords.call-tracking.by/1.mp3", leg.id())),
            "no end came",
            4);

    String json = new String(Json.write(call), UTF_8);

    assertThat(Json.read(json.getBytes(UTF_8), Call.class)).isEqualTo(call);
    assertThat(json)
        .isEqualTo(
            """
            {"integration":"acme-sim","platform":"sipsim","callId":"1557491089.930440",\
            "state":"ended","direction":"inbound","clientPhone":"+375290000000",\
            "linePhone":"+375290000001","outcome":"answered","endedBy":"caller",\
            "startedAt":"2020-04-06T05:28:15.174Z","answeredAt":"2020-04-06T05:28:20.174Z",\
            "endedAt":"2020-04-06T05:30:02.174Z","duration":"PT102S",\
            "legs":[{"id":"acme-sim:1557491089.930440/306",\
            "from":{"kind":"client","number":"+375290000000"},\
            "to":{"kind":"employee","number":"306"},\
            "changes":[{"progress":"appeared","at":"2020-04-06T05:28:15.174Z"},\
            {"progress":"connected","at":"2020-04-06T05:28:20.174Z"}],\
            "outcome":"answered","endedBy":"caller"}],\
            "recordings":[{"url":"https://vrecords.call-tracking.by/1.mp3",\
            "legId":"acme-sim:1557491089.930440/306"}],"inferred":"no end came","events":4}\
            """);
  }

  @Test
  void keepsEachCommand() {
    List<CallCommand> commands =
        List.of(
            new CallCommand.Originate("c1", "acme", TIME, "30a", "3f6", "44d", null),
            new CallCommand.Originate("c2", "acme", TIME, "30b", "3f6", null, "79997775533"),
            new CallCommand.HangUp("c3", "acme", TIME, KEY, KEY + "/306", "4a4"),
            new CallCommand.Synchronize("c4", "acme", TIME),
            new CallCommand.EndRequests("c5", "old", TIME, KEY, "it answered 500"),
            new CallCommand.Instruct(
                "c6",
                TIME,
                KEY,
                Instruction.Forward.toNumbers("+74951234567"),
                "api",
                TIME.plusSeconds(60),
                2),
            new CallCommand.Instruct(
                "c7", TIME, KEY, new Instruction.Return(), "crm/old", TIME.plusSeconds(60), null),
            new CallCommand.Withdraw("c8", TIME, KEY, "c6"));

    for (CallCommand command : commands) {
      assertThat(Json.read(Json.write(command), CallCommand.class)).isEqualTo(command);
    }
    assertThat(commands)
        .extracting(CallCommand::key)
        .containsExactly(
            "crm/acme/30a",
            "crm/acme/30b",
            KEY.toString(),
            "crm/acme",
            KEY.toString(),
            KEY.toString(),
            KEY.toString(),
            KEY.toString());
  }

  @Test
  void saysWhatACommandLacks() {
    assertThatThrownBy(() ->
            Json.read("{\"id\":\"1\",\"command\":\"dance\"}".getBytes(UTF_8), CallCommand.class))
        .isInstanceOf(UnreadableRecord.class)
        .rootCause()
        .hasMessageContaining("a command needs requestedAt");
  }

  @Test
  void keepsDeliveriesAndInstructions() {
    CrmDelivery delivery =
        new CrmDelivery(
            "17-2",
            "17",
            "acme",
            INTEGRATION,
            CALL,
            "register-call",
            2,
            CrmDelivery.Outcome.UNKNOWN,
            "no answer within 10 s",
            "184",
            TIME,
            Duration.ofSeconds(10));
    WaitingInstruction waiting =
        new WaitingInstruction(
            "c3",
            INTEGRATION,
            CALL,
            new Instruction.Hangup(),
            "crm/acme",
            TIME,
            TIME.plusSeconds(60));
    InstructionOutcome outcome =
        new InstructionOutcome(
            "c3-offered",
            "c3",
            INTEGRATION,
            CALL,
            InstructionOutcome.Outcome.OFFERED,
            null,
            TIME.plusSeconds(2));

    assertThat(Json.read(Json.write(delivery), CrmDelivery.class)).isEqualTo(delivery);
    assertThat(Json.read(Json.write(waiting), WaitingInstruction.class)).isEqualTo(waiting);
    assertThat(Json.read(Json.write(outcome), InstructionOutcome.class)).isEqualTo(outcome);
    assertThat(Json.read(Json.write(outcome.of(waiting)), InstructionOutcome.class))
        .isEqualTo(outcome.of(waiting));
  }
}
