package dev.ringbus.simulator;

import static dev.ringbus.simulator.Simulated.decided;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComagicPbxTest {

  private static final Account COMAGIC = Accounts.comagic();

  @Test
  void isDoneWhereTheHubForwards() throws Exception {
    Simulated simulated =
        Simulated.calls(
            COMAGIC, 1, Simulated.hub(COMAGIC, _ -> decided(Forward.toNumbers("74959876543"))));

    assertThat(course(simulated)).containsExactly("node-1 None");
    assertThat(simulated.summary().conclusion()).isEqualTo(Conclusion.ALL_VALID);
  }

  @Test
  void goesToTheNodeBehindABranch() throws Exception {
    Simulated simulated =
        Simulated.calls(
            COMAGIC,
            1,
            Simulated.hub(
                COMAGIC,
                request ->
                    request.path().equals("node-1")
                        ? decided(GoTo.branch("3", "1"))
                        : decided(Forward.toNumbers("74959876543"))));

    assertThat(course(simulated)).containsExactly("node-1 None", "branch-3 1");
  }

  @Test
  void asksAgainWithDigitsAfterAMessage() throws Exception {
    Simulated simulated =
        Simulated.calls(
            COMAGIC,
            1,
            Simulated.hub(
                COMAGIC,
                request ->
                    request.rawQuery().contains("input_result=None")
                        ? decided(Play.text("Привет"))
                        : decided(Forward.toNumbers("74959876543"))));

    assertThat(course(simulated)).containsExactly("node-1 None", "node-1 1");
  }

  @Test
  void hangsUpWhenSentRoundInCircles() throws Exception {
    Simulated simulated =
        Simulated.calls(COMAGIC, 1, Simulated.hub(COMAGIC, _ -> decided(GoTo.branch("1"))));

    assertThat(course(simulated))
        .containsExactly("node-1 None", "branch-1 1", "branch-1 1", "branch-1 1");
  }

  @ParameterizedTest
  @MethodSource("noInstructions")
  void fallsBackWithoutAnInstruction(Reaction reaction) throws Exception {
    Simulated simulated = Simulated.calls(COMAGIC, 1, _ -> reaction);

    assertThat(course(simulated)).containsExactly("node-1 None", "node-2 1");
    assertThat(simulated.summary().platforms().getFirst().givenUp().count()).isZero();
  }

  static Stream<Reaction> noInstructions() {
    return Stream.of(
        new Reaction.Answer(PbxResponse.of(200, "application/json; charset=UTF-8", "{}")),
        new Reaction.Answer(PbxResponse.of(200, "application/json", "not JSON")),
        new Reaction.Answer(PbxResponse.of(500, "application/json", "{\"returned_code\": 1}")),
        new Reaction.Drop());
  }

  @Test
  void countsAsValidOnlyWhatThePlatformTakes() throws Exception {
    List<Reaction> reactions = noInstructions().toList();

    for (int i = 0; i < reactions.size(); i++) {
      Reaction reaction = reactions.get(i);
      Conclusion conclusion = Simulated.calls(COMAGIC, 1, _ -> reaction).summary().conclusion();
      assertThat(conclusion)
          .as("%s", reaction)
          .isEqualTo(
              switch (i) {
                case 0 -> Conclusion.ALL_VALID;
                case 1, 2 -> Conclusion.SOME_INVALID;
                default -> Conclusion.SOME_UNANSWERED;
              });
    }
  }

  @Test
  void takesTurnsWithTheEncodings() throws Exception {
    Simulated simulated =
        Simulated.calls(COMAGIC, 3, Simulated.hub(COMAGIC, _ -> decided(Forward.toNumbers("306"))));

    assertThat(simulated.requests())
        .extracting(request -> request.method() + " " + request.header("Content-Type").orElse(""))
        .containsExactly("GET ", "POST application/x-www-form-urlencoded", "POST application/json");
    assertThat(simulated.requests().get(0).rawQuery()).startsWith("cdr_id=");
    assertThat(simulated.requests().get(1).body().text()).startsWith("call_session_id=");
  }

  @Test
  void repeatsItselfWithTheSameSeed() throws Exception {
    assertThat(digits(7)).isEqualTo(digits(7)).isNotEqualTo(digits(8));
  }

  private static List<String> digits(long seed) throws Exception {
    Simulated simulated =
        Simulated.calls(
            COMAGIC,
            12,
            Simulated.hub(COMAGIC, _ -> new Outcome.NothingToSay()),
            settings -> settings.seeded(seed));
    return simulated.requests().stream()
        .map(request -> request.rawQuery() + request.body().text())
        .map(text -> text.replaceAll("(?s).*(input_result.{12}).*", "$1"))
        .toList();
  }

  /** Of calls that come by GET: node and digits. */
  private static List<String> course(Simulated simulated) {
    return simulated.requests().stream().map(ComagicPbxTest::step).toList();
  }

  private static String step(PbxRequest request) {
    return request.path() + " " + Parameters.ofQuery(request.rawQuery()).text("input_result");
  }
}
