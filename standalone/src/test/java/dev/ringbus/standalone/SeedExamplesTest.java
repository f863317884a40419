package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.standalone.PlainHttp.Answer;
import dev.ringbus.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The examples of the vendors' documents, to the letter, over HTTP and back from the topic. */
@ResourceLock(TestHub.SHARED)
class SeedExamplesTest {

  private static final String UIS = "/comagic/seed-uis";
  private static final String IVR = "/callinteractive/seed-ivr";
  private static final String MTS = "/mts/seed-mts";
  private static final String SIM = "/sipsim/seed-sim?key=test-key-of-seed-0010";

  private static final String IVR_QUERY =
      "&CalledExtensionID=145&CalledNumber=332&CallID=5205dc5cc5a411e5ab9eb3691b90ea15"
          + "&CallerIDNum=000%2A306&CallerExtensionID=134&CallerExtension=000%2A306&CallFlow=IN"
          + "&CalledExtension=000%2A332&CallAPIID=3584705175%3A5205dc5cc5a411e5ab9eb3691b90ea15"
          + "&CallerIDName=000%2A306&CallStatus=ANSWER";

  private static final String SIM_CALL =
      "&time=2020-04-06T05:28:15.174Z&pbx_id=1557491089.930439&caller=%2B375290000000"
          + "&receiver=%2B375290000001";

  private final TestHub hub = TestHub.shared();

  @Test
  void takesComagicsRequest() {
    Answer answer =
        PlainHttp.get(
            hub.url(
                UIS
                    + "?key=test-key-of-seed-0007&cdr_id=123&start_time=1200&input_result=None"
                    + "&numa=74952345678&numb=74951234567"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
    assertThat(answer.body()).isEqualTo("{\"returned_code\":1}");
    List<Stored> events = hub.events().of("seed-uis:123");
    assertThat(types(events)).containsExactly("call.started", "decision.asked");
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.text("caller")).isEqualTo("+74952345678");
          assertThat(event.text("called")).isEqualTo("+74951234567");
          assertThat(event.value().has("digits")).isFalse();
          assertThat(event.value().path("raw").toString())
              .isEqualTo(
                  """
                  {"cdr_id":"123","start_time":"1200","input_result":"None",\
                  "numa":"74952345678","numb":"74951234567"}\
                  """);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          message-and-phones | {"phones": ["74959876543", "79031505050", "74951234567"], "message_name": "10sec.mp3"}
          text-and-phones    | {"text": "Приветствую", "phones": ["79031204040", "79651234567"]}
          message            | {"message_name": "10sec.mp3"}
          text               | {"text": "Привет"}
          phones             | {"phones": ["79037897878", "74951234567"]}
          whisper            | {"phones": ["74959876543", "79031505050", "74951234567"], "message_name": "10sec.mp3", "operator_message": "op_hint.mp3"}
          """)
  void answersComagic(String node, String expected) {
    Answer answer =
        PlainHttp.get(hub.url(UIS + "/" + node + "?key=test-key-of-seed-0007&cdr_id=" + node));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Json.mapper().readTree(expected).toString());
  }

  @Test
  void takesCallInteractivesRequest() {
    Answer answer = PlainHttp.get(hub.url(IVR + "?key=test-key-of-seed-0008" + IVR_QUERY));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/xml; charset=UTF-8");
    assertThat(answer.body())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<Response><Jump context=\"3\" option=\"start\"/></Response>");
    List<Stored> events = hub.events().of("seed-ivr:3584705175:5205dc5cc5a411e5ab9eb3691b90ea15");
    assertThat(types(events)).containsExactly("call.started", "decision.asked");
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.text("direction")).isEqualTo("internal");
          assertThat(event.text("caller")).isEqualTo("000*306");
          assertThat(event.text("called")).isEqualTo("332");
          assertThat(event.text("agent")).isEqualTo("000*306");
          assertThat(event.value().path("raw").path("CallAPIID").asString())
              .isEqualTo("3584705175:5205dc5cc5a411e5ab9eb3691b90ea15");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hangup   | <Hangup/>
          pause    | <Pause length="15" />
          set      | <SetVar name="transferDestination">09897987</SetVar>
          jump     | <Jump context="3" option="start"/>
          caller   | <SetCaller name="callerName" number="92992"/>
          sound    | <PlaySound where="background" digitvar="transferDestination">ae3d969ccc49e1a7746e0b1ce36ee4176190040c.wav</PlaySound>
          transfer | <SimpleTransfer final="no" timeout="20">NUM1,NUM2</SimpleTransfer>
          """)
  void answersCallInteractive(String node, String action) {
    Answer answer =
        PlainHttp.post(
            hub.url(IVR + "/" + node + "?key=test-key-of-seed-0008"),
            PlainHttp.FORM,
            "CallAPIID=seed-" + node + IVR_QUERY.replaceFirst("&CallAPIID=[^&]*", ""));

    assertThat(answer.body())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>"
                + action.replace(" />", "/>")
                + "</Response>");
  }

  @Test
  void passesTheTestsOfMtsAndStoresNothing() {
    int before = hub.events().all().size();
    String authorization = PlainHttp.basic("anybody", "test-key-of-seed-0009");
    String empty =
        """
        {"CallID":0,"EventTime":"","AN":"","UN":"4951234567","DN1":"","DN2":"","EXT1":"","EXT2":"",\
        "DTMF":"","Generic":"","Result":"","EventType":0,"ServiceType":0}\
        """;

    List<Answer> answers =
        List.of(
            PlainHttp.get(hub.url(MTS + "/CallEvent"), "Authorization", authorization),
            PlainHttp.post(
                hub.url(MTS + "/CallEvent/0"),
                PlainHttp.JSON,
                empty,
                "Authorization",
                authorization));

    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
          assertThat(Json.mapper().readTree(answer.body()).isObject()).isTrue();
        });
    assertThat(hub.events().all()).hasSize(before);
  }

  /** 2^53+1 is the first integer that a floating-point number does not hold; then the largest. */
  @ParameterizedTest
  @ValueSource(strings = {"9007199254740993", "9223372036854775807"})
  void keepsEveryDigitOfAnMtsCallId(String callId) {
    String authorization = PlainHttp.basic("mts", "test-key-of-seed-0009");
    String accepted =
        """
        {"CallID":%s,"EventTime":"2015-03-01T12:00:05+03:00","AN":"9161234567","UN":"4951234567",\
        "DN1":"","DN2":"","EXT1":"","EXT2":"","DTMF":"","Generic":"","Result":"","EventType":1,\
        "ServiceType":1}\
        """
            .formatted(callId);

    Answer answer =
        PlainHttp.post(
            hub.url(MTS + "/CallEvent"), PlainHttp.JSON, accepted, "Authorization", authorization);
    Answer poll =
        PlainHttp.get(hub.url(MTS + "/CallEvent/" + callId), "Authorization", authorization);

    assertThat(answer.body())
        .isEqualTo("{\"CallID\":" + callId + ",\"EventType\":6,\"Param\":\"main\"}");
    assertThat(poll.body()).isEqualTo("{\"CallID\":" + callId + ",\"EventType\":0,\"Param\":\"\"}");
    List<Stored> events = hub.events().of("seed-mts:" + callId);
    assertThat(types(events)).containsExactly("call.started", "decision.asked");
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.headers()).containsEntry("ce_subject", callId);
          assertThat(event.value().path("callId").toString()).isEqualTo("\"" + callId + "\"");
          assertThat(event.value().path("raw").path("CallID").toString()).isEqualTo(callId);
        });
    assertThat(hub.decisions("seed-mts:" + callId, 1))
        .singleElement()
        .satisfies(decision -> assertThat(decision.text("callId")).isEqualTo(callId));
  }

  @Test
  void takesSipsimsCalls() {
    String end = "&status=NOANSWER&duration=102.0&audio_path=";
    List<String> incoming =
        List.of(
            "event=incoming_call_start" + SIM_CALL,
            "event=incoming_call_start_chain_member_call" + SIM_CALL,
            "event=incoming_call_end_chain_member_call" + SIM_CALL + "&status=NOANSWER",
            "event=incoming_call_answer" + SIM_CALL,
            "event=incoming_call_end"
                + SIM_CALL
                + end
                + "https://vrecords.call-tracking.by/monitor/XXXXXXX");
    List<String> outgoing =
        List.of(
            "event=outgoing_call_start" + SIM_CALL,
            "event=outgoing_call_answer" + SIM_CALL,
            "event=outgoing_call_end"
                + SIM_CALL
                + end
                + "https://vrecords.call-tracking.by/monitor/04ec5d3b");

    incoming.forEach(
        it -> assertThat(PlainHttp.get(hub.url(SIM + "&" + it)).status()).as(it).isEqualTo(200));
    outgoing.forEach(it ->
        assertThat(PlainHttp.post(hub.url(SIM), PlainHttp.FORM, it).status())
            .as(it)
            .isEqualTo(200));

    List<Stored> events = hub.events().of("seed-sim:1557491089.930439");
    assertThat(types(events))
        .containsExactly(
            "call.started",
            "leg.ringing",
            "leg.ended",
            "leg.connected",
            "call.ended",
            "recording.available",
            "call.started",
            "leg.connected",
            "call.ended",
            "recording.available");
    assertThat(events)
        .extracting(event -> event.text("direction"))
        .containsSequence("inbound", "outbound");
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.text("callId")).isEqualTo("1557491089.930439");
          assertThat(event.text("occurredAt")).isEqualTo("2020-04-06T05:28:15.174Z");
          assertThat(event.text("caller")).isEqualTo("+375290000000");
          assertThat(event.text("called")).isEqualTo("+375290000001");
        });
    JsonNode legEnded = events.get(2).value();
    assertThat(legEnded.path("outcome").asString()).isEqualTo("no-answer");
    JsonNode callEnded = events.get(4).value();
    assertThat(callEnded.path("outcome").asString()).isEqualTo("no-answer");
    assertThat(callEnded.path("duration").asString()).isEqualTo("PT102S");
    assertThat(events.get(5).text("recordingUrl"))
        .isEqualTo("https://vrecords.call-tracking.by/monitor/XXXXXXX");
    assertThat(events.get(9).text("recordingUrl"))
        .isEqualTo("https://vrecords.call-tracking.by/monitor/04ec5d3b");
  }

  private static List<String> types(List<Stored> events) {
    return events.stream().map(event -> event.text("type")).toList();
  }
}
