package dev.ringbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.exchange.Figures;
import dev.ringbus.simulator.http.ScriptedHub.Asked;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When the platform stops and when it goes on. */
class MtsPbxTest {

  private static final Account MTS = Accounts.mts();
  private static final List<String> SHOWCASE =
      List.of("1", "2", "3", "7", "4", "8", "18", "16", "9", "13", "14", "17", "15");
  private static final PbxResponse NO_RETURN_CRM_DATA =
      PbxResponse.of(200, "application/json; charset=UTF-8", "[\"oops\"]");

  @Test
  void tellsOfACallInTheOrderOfItsEventsAndPollsWhileItIsConnected() throws Exception {
    Simulated simulated = Simulated.calls(MTS, 1, Simulated.silentHub(MTS));

    assertThat(MtsTold.events(simulated)).isEqualTo(SHOWCASE);
    List<String> course = MtsTold.course(simulated);
    assertThat(course.subList(course.indexOf("13") + 1, course.indexOf("14")))
        .hasSizeBetween(3, 5)
        .containsOnly(MtsTold.POLL);
    assertThat(course.stream().filter(MtsTold.POLL::equals)).hasSizeBetween(3, 5);
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
        Simulated.calls(
            MTS,
            1,
            asked -> MtsTold.event(asked.request()).equals("3") ? failure : answered(asked));

    assertThat(MtsTold.course(simulated)).containsExactly("1", "2", "3");
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
            asked ->
                MtsTold.event(asked.request()).equals("3")
                    ? new Reaction.Silence()
                    : answered(asked),
            settings -> settings.waiting(Duration.ofSeconds(5)));

    assertThat(MtsTold.course(simulated)).containsExactly("1", "2", "3");
    assertThat(figures(simulated).unanswered().examples())
        .containsExactly("no answer within 5000 ms");
  }

  @Test
  void goesOnWithTheNextCallAfterOneThatWasStopped() throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS,
            3,
            asked ->
                MtsTold.event(asked.request()).equals("2")
                    ? failures().findFirst().get()
                    : answered(asked));

    assertThat(MtsTold.course(simulated)).containsExactly("1", "2", "1", "2", "1", "2");
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
                MtsTold.event(asked.request()).matches("[0-9]+")
                    ? new Reaction.Answer(NO_RETURN_CRM_DATA)
                    : answered(asked));

    assertThat(MtsTold.events(simulated)).isEqualTo(SHOWCASE);
    assertThat(figures(simulated).invalid().count()).isEqualTo(SHOWCASE.size());
    assertThat(figures(simulated).givenUp().count()).isZero();
  }

  @ParameterizedTest
  @MethodSource("answersThatEndPolling")
  void stopsPollingAfterAnAnswerToAPollThatIsNoReturnCrmData(Reaction toPoll) throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS,
            1,
            asked ->
                MtsTold.event(asked.request()).equals(MtsTold.POLL) ? toPoll : answered(asked));

    assertThat(MtsTold.course(simulated).stream().filter(MtsTold.POLL::equals)).hasSize(1);
    assertThat(MtsTold.events(simulated)).isEqualTo(SHOWCASE);
    assertThat(simulated.summary().conclusion()).isNotEqualTo(Conclusion.ALL_VALID);
    assertThat(figures(simulated).givenUp().count()).isZero();
    assertThat(figures(simulated).curtailed().examples())
        .singleElement()
        .asString()
        .startsWith("no more polls after one that was answered with status ");
  }

  @Test
  void goesOnPollingAfterAPollThatFoundNoAnswer() throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS,
            1,
            asked ->
                MtsTold.event(asked.request()).equals(MtsTold.POLL)
                    ? new Reaction.Drop()
                    : answered(asked));

    assertThat(MtsTold.course(simulated).stream().filter(MtsTold.POLL::equals))
        .hasSizeBetween(3, 5);
    assertThat(figures(simulated).curtailed().count()).isZero();
    assertThat(simulated.summary().conclusion()).isEqualTo(Conclusion.SOME_UNANSWERED);
  }

  @Test
  void countsAnswersThatAreLostOnPurposeAsNobodysFault() throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS,
            8,
            MtsPbxTest::answered,
            settings -> settings.misbehaving(Set.of(Misbehaviour.LOSE)));

    assertThat(figures(simulated).lost()).isPositive();
    assertThat(figures(simulated).manners())
        .containsOnly(Map.entry(Misbehaviour.LOSE, figures(simulated).lost()));
    assertThat(simulated.summary().conclusion()).isEqualTo(Conclusion.ALL_VALID);
  }

  static Stream<Reaction> answersThatEndPolling() {
    return Stream.of(
        new Reaction.Answer(NO_RETURN_CRM_DATA),
        new Reaction.Answer(PbxResponse.of(200, "application/json; charset=UTF-8", " { } ")),
        new Reaction.Answer(PbxResponse.of(404, "application/json; charset=UTF-8", "{}")),
        new Reaction.Answer(PbxResponse.empty(200)),
        new Reaction.Answer(returned("{\"EventType\":0,\"Param\":\"\"}")),
        new Reaction.Answer(returned("{\"CallID\":1,\"EventType\":0,\"Param\":\"\"}")),
        new Reaction.Answer(returned("{\"CallID\":1,\"EventType\":4,\"Param\":\"\"}")));
  }

  @Test
  void givesCallsIdsThatADoubleCannotHold() throws Exception {
    Simulated simulated = Simulated.calls(MTS, 4, Simulated.silentHub(MTS));

    List<Long> ids =
        simulated.requests().stream()
            .filter(request -> MtsTold.event(request).equals("1"))
            .map(request -> MtsTold.json(request).path("CallID").longValue())
            .toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id > 1L << 53);
    assertThat(ids).anyMatch(id -> (long) (double) id != id);
  }

  private static PbxResponse returned(String body) {
    return PbxResponse.of(200, "application/json; charset=UTF-8", body);
  }

  private static Reaction answered(Asked asked) {
    Function<Asked, Reaction> hub = Simulated.silentHub(MTS);
    return hub.apply(asked);
  }

  private static Figures figures(Simulated simulated) {
    return simulated.summary().platforms().getFirst();
  }
}
