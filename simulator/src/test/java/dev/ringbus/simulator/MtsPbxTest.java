package dev.ringbus.simulator;

import static dev.ringbus.simulator.Simulated.decided;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Whisper;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.exchange.Figures;
import dev.ringbus.simulator.http.ScriptedHub.Asked;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import dev.ringbus.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class MtsPbxTest {

  private static final Account MTS = Accounts.mts();
  private static final String POLL = "poll";
  private static final List<String> SHOWCASE =
      List.of("1", "2", "3", "7", "4", "8", "18", "16", "9", "13", "14", "17", "15");
  private static final PbxResponse NO_RETURN_CRM_DATA =
      PbxResponse.of(200, "application/json; charset=UTF-8", "[\"oops\"]");

  @Test
  void tellsOfACallInTheOrderOfItsEventsAndPollsWhileItIsConnected() throws Exception {
    Simulated simulated = Simulated.calls(MTS, 1, Simulated.silentHub(MTS));

    assertThat(events(simulated)).isEqualTo(SHOWCASE);
    List<String> course = course(simulated);
    assertThat(course.subList(course.indexOf("13") + 1, course.indexOf("14")))
        .hasSizeBetween(3, 5)
        .containsOnly(POLL);
    assertThat(course.stream().filter(POLL::equals)).hasSizeBetween(3, 5);
    assertThat(simulated.summary().conclusion()).isEqualTo(Conclusion.ALL_VALID);
  }

  @Test
  void triesBothUrlsBeforeTheFirstCall() throws Exception {
    Simulated simulated = Simulated.calls(MTS, 1, Simulated.silentHub(MTS));

    assertThat(simulated.requests())
        .extracting(request -> request.method() + " " + request.path())
        .startsWith("GET CallEvent", "POST CallEvent/0", "POST CallEvent");
  }

  @ParameterizedTest
  @MethodSource("failingTests")
  void makesNoCallsWhereItCannotBeActivated(Reaction toTests) throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS, 3, asked -> asked.request().method().equals("GET") ? toTests : answered(asked));

    assertThat(simulated.requests()).hasSize(1);
    assertThat(figures(simulated).givenUp().examples())
        .singleElement()
        .asString()
        .startsWith("not activated: GET CallEvent was ");
    assertThat(simulated.summary().conclusion()).isNotEqualTo(Conclusion.ALL_VALID);
  }

  static Stream<Reaction> failingTests() {
    return Stream.of(
        new Reaction.Answer(PbxResponse.empty(404)),
        new Reaction.Answer(PbxResponse.of(200, "application/json", "{}")),
        new Reaction.Drop());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void stopsAllRequestsOfACallAfterAPostThatIsNotAnswered200(Reaction failure) throws Exception {
    Simulated simulated =
        Simulated.calls(MTS, 1, asked -> event(asked).equals("3") ? failure : answered(asked));

    assertThat(course(simulated)).containsExactly("1", "2", "3");
    assertThat(figures(simulated).givenUp().examples())
        .singleElement()
        .asString()
        .startsWith("a POST about event 3 was answered ");
  }

  static Stream<Reaction> failures() {
    return Stream.of(
        new Reaction.Answer(PbxResponse.empty(500)),
        new Reaction.Answer(PbxResponse.empty(401)),
        new Reaction.Answer(PbxResponse.empty(204)),
        new Reaction.Drop());
  }

  @Test
  void stopsAllRequestsOfACallAfterAPostThatIsNotAnsweredInTime() throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS,
            1,
            asked -> event(asked).equals("3") ? new Reaction.Silence() : answered(asked),
            settings -> settings.waiting(Duration.ofSeconds(2)));

    assertThat(course(simulated)).containsExactly("1", "2", "3");
    assertThat(figures(simulated).unanswered().examples())
        .containsExactly("no answer within 2000 ms");
  }

  @Test
  void goesOnWithTheNextCallAfterOneThatWasStopped() throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS,
            3,
            asked -> event(asked).equals("2") ? failures().findFirst().get() : answered(asked));

    assertThat(course(simulated)).containsExactly("1", "2", "1", "2", "1", "2");
    assertThat(figures(simulated).calls()).isEqualTo(3);
    assertThat(figures(simulated).givenUp().count()).isEqualTo(3);
  }

  @Test
  void ignoresABodyToAPostThatIsNoReturnCrmData() throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS,
            1,
            asked ->
                event(asked).matches("[0-9]+")
                    ? new Reaction.Answer(NO_RETURN_CRM_DATA)
                    : answered(asked));

    assertThat(events(simulated)).isEqualTo(SHOWCASE);
    assertThat(figures(simulated).invalid().count()).isEqualTo(SHOWCASE.size());
    assertThat(figures(simulated).givenUp().count()).isZero();
  }

  @ParameterizedTest
  @MethodSource("answersThatEndPolling")
  void stopsPollingAfterAnAnswerToAPollThatIsNoReturnCrmData(Reaction toPoll) throws Exception {
    Simulated simulated =
        Simulated.calls(MTS, 1, asked -> event(asked).equals(POLL) ? toPoll : answered(asked));

    assertThat(course(simulated).stream().filter(POLL::equals)).hasSize(1);
    assertThat(events(simulated)).isEqualTo(SHOWCASE);
    assertThat(simulated.summary().conclusion()).isNotEqualTo(Conclusion.ALL_VALID);
  }

  static Stream<Reaction> answersThatEndPolling() {
    return Stream.of(
        new Reaction.Answer(NO_RETURN_CRM_DATA),
        new Reaction.Answer(PbxResponse.of(200, "application/json; charset=UTF-8", " { } ")),
        new Reaction.Answer(PbxResponse.of(404, "application/json; charset=UTF-8", "{}")),
        new Reaction.Answer(PbxResponse.empty(200)),
        new Reaction.Drop());
  }

  @Test
  void forwardsToWhereTheHubSays() throws Exception {
    Simulated simulated =
        decide(
            "3", new Forward(List.of("74959876543"), Destination.NUMBER, true, null, true, false));

    assertThat(events(simulated))
        .containsExactly("1", "2", "3", "8", "18", "16", "9", "13", "14", "17", "15");
    assertThat(body(simulated, "9").path("DN1").asString()).isEqualTo("74959876543");
    assertThat(body(simulated, "9").path("Result").asString()).isEqualTo("1280");
  }

  @Test
  void recordsOnlyWhereTheHubSaysSo() throws Exception {
    Simulated simulated = decide("1", Forward.toNumbers("74959876543"));

    assertThat(events(simulated)).containsExactly("1", "8", "18", "16", "9", "17", "15");
  }

  @Test
  void forwardsToAShortNumber() throws Exception {
    Simulated simulated =
        decide("2", new Forward(List.of("0042"), Destination.EXTENSION, false, null, true, false));

    assertThat(events(simulated)).containsExactly("1", "2", "10", "16", "11", "17", "15");
    assertThat(body(simulated, "11").path("EXT1").asString()).isEqualTo("0042");
  }

  @Test
  void hangsUpWhereTheHubSays() throws Exception {
    Simulated simulated = decide("4", new Hangup());

    assertThat(events(simulated)).containsExactly("1", "2", "3", "7", "4", "15");
    assertThat(body(simulated, "15").path("Result").asString()).isEqualTo("0");
  }

  @Test
  void playsAndGoesOn() throws Exception {
    Simulated simulated = decide("2", new Play("hello", null, true, false, null));

    assertThat(events(simulated)).startsWith("1", "2", "3", "3", "7").endsWith("15");
  }

  @Test
  void endsTheCallAfterAPromptThatDoesNotGoOn() throws Exception {
    Simulated simulated = decide("2", Play.file("closed"));

    assertThat(events(simulated)).containsExactly("1", "2", "3", "15");
  }

  @Test
  void letsTheSubscriberRateTheOperatorWhoHungUp() throws Exception {
    Simulated simulated = decide("17", GoTo.menu("rating"));

    assertThat(events(simulated)).endsWith("17", "7", "4", "15");
  }

  @Test
  void goesOnAfterAPromptToTheOperator() throws Exception {
    Simulated simulated = decide("16", Whisper.file("vip"));

    assertThat(events(simulated)).isEqualTo(SHOWCASE);
  }

  @Test
  void letsTheCallerHangUpWhoIsSentRoundInCircles() throws Exception {
    Simulated simulated =
        Simulated.calls(MTS, 1, Simulated.hub(MTS, _ -> decided(GoTo.menu("again"))));

    assertThat(events(simulated)).hasSizeLessThan(20).endsWith("15");
    assertThat(body(simulated, "15").path("Result").asString()).isEqualTo("1");
  }

  @Test
  void transfersDuringAConversation() throws Exception {
    Simulated simulated =
        decide(POLL, new Forward(List.of("PBX12345"), Destination.PBX, false, null, true, false));

    List<String> course = course(simulated);
    int poll = course.indexOf(POLL);
    assertThat(course.subList(poll, poll + 3)).containsExactly(POLL, "8", "9");
    assertThat(course.getLast()).isEqualTo("15");
  }

  @Test
  void stopsTheRecordingWhenTheHubHangsUpDuringAConversation() throws Exception {
    Simulated simulated = decide(POLL, new Hangup());

    List<String> course = course(simulated);
    assertThat(course.subList(course.indexOf("13"), course.size()))
        .containsExactly("13", POLL, "14", "15");
  }

  @Test
  void makesOutgoingCallsThatTheHubRedirects() throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS,
            2,
            Simulated.hub(
                MTS,
                request ->
                    service(request) == 2 && event(request).equals("1")
                        ? decided(Forward.toNumbers("74959876543"))
                        : new Outcome.NothingToSay()));

    List<PbxRequest> outgoing =
        simulated.requests().stream().filter(request -> service(request) == 2).toList();
    assertThat(outgoing).extracting(MtsPbxTest::event).containsExactly("1", "2", "8", "9", "15");
    assertThat(outgoing.getFirst().body().text()).doesNotContain("74959876543");
    assertThat(outgoing.subList(1, 5))
        .allSatisfy(
            request -> assertThat(json(request).path("DN1").asString()).isEqualTo("74959876543"));
  }

  @Test
  void givesCallsIdsThatADoubleCannotHold() throws Exception {
    Simulated simulated = Simulated.calls(MTS, 4, Simulated.silentHub(MTS));

    List<Long> ids =
        simulated.requests().stream()
            .filter(request -> event(request).equals("1"))
            .map(request -> json(request).path("CallID").longValue())
            .toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id > 1L << 53);
    assertThat(ids).anyMatch(id -> (long) (double) id != id);
  }

  private static Simulated decide(String at, Instruction instruction) throws Exception {
    boolean[] decided = new boolean[1];
    return Simulated.calls(
        MTS,
        1,
        Simulated.hub(
            MTS,
            request -> {
              if (decided[0] || !event(request).equals(at)) {
                return new Outcome.NothingToSay();
              }
              decided[0] = true;
              return Simulated.decided(instruction);
            }));
  }

  private static Reaction answered(Asked asked) {
    Function<Asked, Reaction> hub = Simulated.silentHub(MTS);
    return hub.apply(asked);
  }

  /** Events and polls in the order they came, without the tests. */
  private static List<String> course(Simulated simulated) {
    return simulated.requests().stream()
        .map(MtsPbxTest::event)
        .filter(event -> !event.isEmpty())
        .toList();
  }

  private static List<String> events(Simulated simulated) {
    return course(simulated).stream().filter(event -> !event.equals(POLL)).toList();
  }

  private static String event(Asked asked) {
    return event(asked.request());
  }

  /** The number of the event, {@code poll}, or nothing for a test. */
  private static String event(PbxRequest request) {
    if (request.method().equals("GET")) {
      return request.path().contains("/") ? POLL : "";
    }
    return request.path().equals("CallEvent") ? json(request).path("EventType").asString() : "";
  }

  private static int service(PbxRequest request) {
    return request.path().equals("CallEvent") && request.method().equals("POST")
        ? json(request).path("ServiceType").intValue()
        : 0;
  }

  private static JsonNode body(Simulated simulated, String event) {
    return simulated.requests().stream()
        .filter(request -> event(request).equals(event))
        .map(MtsPbxTest::json)
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(PbxRequest request) {
    return Json.mapper().readTree(request.body().bytes());
  }

  private static Figures figures(Simulated simulated) {
    return simulated.summary().platforms().getFirst();
  }
}
