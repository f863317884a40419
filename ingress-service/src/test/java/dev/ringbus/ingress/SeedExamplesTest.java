package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.WaitingInstruction;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of the vendors' documents, to the letter but for host and path. */
class SeedExamplesTest {

  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress = new RunningIngress();
    ingress.configure(Stream.of(Pbx.values()).map(pbx -> pbx.integration(null)).toList());
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @Test
  void takesTheRequestOfComagic() {
    Response response =
        get(
            Pbx.COMAGIC,
            "?cdr_id=123&start_time=1200&input_result=None&numa=74952345678&numb=74951234567");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsEntry("content-type", "application/json; charset=UTF-8");
    CallEvent asked = events(Pbx.COMAGIC, "123").getLast();
    assertThat(asked.type()).isEqualTo(CallEventType.DECISION_ASKED);
    assertThat(asked.caller()).isEqualTo(new PhoneNumber("+74952345678"));
    assertThat(asked.digits()).isNull();
    assertThat(asked.raw())
        .containsEntry("input_result", "None")
        .containsEntry("start_time", "1200")
        .doesNotContainKey("key");
  }

  @Test
  void takesTheRequestOfTelphin() {
    Response response =
        get(
            Pbx.CALLINTERACTIVE,
            "?CalledExtensionID=145&CalledNumber=332&CallID=5205dc5cc5a411e5ab9eb3691b90ea15"
                + "&CallerIDNum=000%2A306&CallerExtensionID=134&CallerExtension=000%2A306"
                + "&CallFlow=IN&CalledExtension=000%2A332"
                + "&CallAPIID=3584705175%3A5205dc5cc5a411e5ab9eb3691b90ea15"
                + "&CallerIDName=000%2A306&CallStatus=ANSWER");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsEntry("content-type", "application/xml; charset=UTF-8");
    List<CallEvent> events =
        events(Pbx.CALLINTERACTIVE, "3584705175:5205dc5cc5a411e5ab9eb3691b90ea15");
    assertThat(events)
        .extracting(CallEvent::type)
        .containsExactly(CallEventType.CALL_STARTED, CallEventType.DECISION_ASKED);
    assertThat(events.getLast().caller()).isEqualTo(new PhoneNumber("000*306"));
  }

  @Test
  void takesTheActivationProbesOfMtsAndCreatesNothing() {
    int before = ingress.events.events().size();
    String empty =
        """
        {"CallID":"","EventTime":"","AN":"","UN":"4951234567","DN1":"","DN2":"","EXT1":"","EXT2":"",\
        "DTMF":"","Generic":"","Result":"","EventType":"","ServiceType":""}\
        """;

    for (Response response :
        List.of(
            mts("GET", "/CallEvent", ""),
            mts("POST", "/CallEvent/0", empty),
            mts("GET", "/CallEvent/0", ""),
            mts("POST", "/CallEvent", empty))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.headers())
          .containsEntry("content-type", "application/json; charset=UTF-8");
    }

    assertThat(ingress.events.events()).hasSize(before);
  }

  @Test
  void keepsAnMtsCallIdBeyondWhatADoubleCanHold() {
    String event =
        """
        {"CallID":9007199254740993,"EventTime":"2015-03-01T12:00:05+03:00","AN":"9161234567",\
        "UN":"4951234567","DN1":"4957654321","DN2":"","EXT1":"","EXT2":"","DTMF":"","Generic":"",\
        "Result":"1280","EventType":9,"ServiceType":1}\
        """;

    assertThat(mts("POST", "/CallEvent", event).body()).isEqualTo("{}");
    Response poll = mts("GET", "/CallEvent/9007199254740993", "");

    assertThat(poll.status()).isEqualTo(200);
    assertThat(poll.body())
        .isEqualTo("{\"CallID\":9007199254740993,\"EventType\":0,\"Param\":\"\"}");
    assertThat(events(Pbx.MTS, "9007199254740993"))
        .singleElement()
        .satisfies(stored -> {
          assertThat(stored.type()).isEqualTo(CallEventType.LEG_CONNECTED);
          assertThat(stored.raw()).containsEntry("CallID", 9007199254740993L);
        });
    assertThat(events(Pbx.MTS, "9007199254740992")).isEmpty();
    assertThat(ingress.metric("ringbus.polls")).isPositive();
  }

  @Test
  void hangsAnMtsCallUpAtItsPollOnce() {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    CallId call = new CallId("9007199254740995");
    ingress.instructions.put(
        new WaitingInstruction(
            "hangup-1",
            Pbx.MTS.id(),
            call,
            new Instruction.Hangup(),
            "crm/acme-kontur",
            now,
            now.plusSeconds(60)));

    Response first = mts("GET", "/CallEvent/9007199254740995", "");
    Response second = mts("GET", "/CallEvent/9007199254740995", "");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body())
        .isEqualTo("{\"CallID\":9007199254740995,\"EventType\":4,\"Param\":\"\"}");
    assertThat(second.body())
        .isEqualTo("{\"CallID\":9007199254740995,\"EventType\":0,\"Param\":\"\"}");
    assertThat(ingress.instructionOutcomes.outcomes())
        .filteredOn(outcome -> outcome.callId().equals(call))
        .extracting(InstructionOutcome::outcome)
        .containsExactly(InstructionOutcome.Outcome.OFFERED);
  }

  @Test
  void takesTheIncomingCallOfSipSim() {
    String common =
        "time=2020-04-06T05%3A28%3A15.174Z&pbx_id=1557491089.930439"
            + "&caller=%2B375290000000&receiver=%2B375290000001";
    for (String event :
        List.of(
            "event=incoming_call_start&" + common,
            "event=incoming_call_start_chain_member_call&" + common,
            "event=incoming_call_end_chain_member_call&status=NOANSWER&" + common,
            "event=incoming_call_answer&" + common,
            "event=incoming_call_end&duration=102.0&status=NOANSWER&audio_path="
                + "https%3A%2F%2Fvrecords.call-tracking.by%2Fmonitor%2FXXXXXXX&"
                + common)) {
      assertThat(get(Pbx.SIPSIM, "?" + event).status()).isEqualTo(200);
    }

    List<CallEvent> events = events(Pbx.SIPSIM, "1557491089.930439");
    assertThat(events)
        .extracting(CallEvent::type)
        .containsExactly(
            CallEventType.CALL_STARTED,
            CallEventType.LEG_RINGING,
            CallEventType.LEG_ENDED,
            CallEventType.LEG_CONNECTED,
            CallEventType.CALL_ENDED,
            CallEventType.RECORDING_AVAILABLE);
    assertThat(events.get(4).duration()).isEqualTo(Duration.ofSeconds(102));
    assertThat(events.get(4).outcome()).isEqualTo(CallOutcome.NO_ANSWER);
    assertThat(events.getLast().recordingUrl())
        .isEqualTo("https://vrecords.call-tracking.by/monitor/XXXXXXX");
  }

  private static Response get(Pbx pbx, String query) {
    return ingress.send(
        "GET /"
            + pbx.platform()
            + "/"
            + pbx.id()
            + query
            + "&key="
            + pbx.key()
            + " HTTP/1.1\nHost: hub\n\n");
  }

  private static Response mts(String method, String path, String body) {
    return ingress.send(
        method
            + " /mts/"
            + Pbx.MTS.id()
            + path
            + " HTTP/1.1\nHost: hub\n"
            + "Authorization: Basic "
            + Pbx.basic("mts", Pbx.MTS.key())
            + "\n"
            + "Content-Type: application/json; charset=UTF-8\n"
            + "Content-Length: "
            + body.length()
            + "\n\n"
            + body);
  }

  private static List<CallEvent> events(Pbx pbx, String call) {
    return ingress.events.events(pbx.key(new CallId(call)));
  }
}
