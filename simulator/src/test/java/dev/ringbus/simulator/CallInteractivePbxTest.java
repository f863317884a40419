package dev.ringbus.simulator;

import static dev.ringbus.simulator.Simulated.decided;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Pause;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallInteractivePbxTest {

  private static final Account TELPHIN = Accounts.telphin();
  private static final Account VOIPNOW = Accounts.voipnow();

  @Test
  void isDoneWhereTheHubTransfers() throws Exception {
    Simulated simulated =
        Simulated.calls(
            TELPHIN, 1, Simulated.hub(TELPHIN, _ -> decided(Forward.toNumbers("74959876543"))));

    assertThat(course(simulated)).containsExactly("node-1 $code");
    assertThat(simulated.summary().conclusion()).isEqualTo(Conclusion.ALL_VALID);
  }

  @Test
  void goesOnAfterATransferThatIsNotFinal() throws Exception {
    Forward first =
        new Forward(List.of("74959876543"), Destination.NUMBER, false, 20, false, false);
    Simulated simulated =
        Simulated.calls(
            TELPHIN,
            1,
            Simulated.hub(
                TELPHIN,
                request ->
                    request.path().equals("node-1")
                        ? decided(first, GoTo.context("3", "start"))
                        : decided(new Hangup())));

    assertThat(course(simulated)).containsExactly("node-1 $code", "3-start 1234");
  }

  @Test
  void asksAgainWithWhatWasTypedDuringASound() throws Exception {
    Simulated simulated =
        Simulated.calls(
            TELPHIN,
            1,
            Simulated.hub(
                TELPHIN,
                request ->
                    request.rawQuery().startsWith("digits=%24")
                        ? decided(new Pause(1), new Play("menu.wav", null, false, true, "code"))
                        : decided(new Hangup())));

    assertThat(course(simulated)).containsExactly("node-1 $code", "node-1 1234");
  }

  @Test
  void hangsUpWhenSentRoundInCircles() throws Exception {
    Simulated simulated =
        Simulated.calls(
            VOIPNOW, 1, Simulated.hub(VOIPNOW, _ -> decided(GoTo.context("Support", "1"))));

    assertThat(course(simulated))
        .containsExactly("node-1 null", "Support-1 1234", "Support-1 1234", "Support-1 1234");
  }

  @ParameterizedTest
  @MethodSource("noActions")
  void goesOnByItselfWithoutAnAction(Reaction reaction) throws Exception {
    Simulated simulated = Simulated.calls(TELPHIN, 1, _ -> reaction);

    assertThat(course(simulated)).containsExactly("node-1 $code", "node-2 1234");
  }

  static Stream<Reaction> noActions() {
    return Stream.of(
        new Reaction.Answer(PbxResponse.empty(200)),
        new Reaction.Answer(PbxResponse.of(200, "application/xml; charset=UTF-8", "<Response/>")),
        new Reaction.Answer(PbxResponse.of(200, "application/xml", "<Response><Hangup/>")),
        new Reaction.Answer(
            PbxResponse.of(500, "application/xml", "<Response><Hangup/></Response>")),
        new Reaction.Drop());
  }

  @Test
  void takesTurnsWithGetAndPostAndCallsFromInside() throws Exception {
    Simulated simulated =
        Simulated.calls(TELPHIN, 3, Simulated.hub(TELPHIN, _ -> decided(new Hangup())));

    assertThat(simulated.requests())
        .extracting(PbxRequest::method)
        .containsExactly("GET", "POST", "GET");
    PbxRequest internal = simulated.requests().getLast();
    assertThat(Parameters.ofQuery(internal.rawQuery()).text("CallerExtension"))
        .isEqualTo("000*306");
    Parameters posted = Parameters.ofForm(simulated.requests().get(1).body());
    assertThat(posted.text("CallID")).matches("[0-9a-f]{32}");
    assertThat(posted.text("CallAPIID")).isEqualTo("3584705175:" + posted.text("CallID"));
  }

  /** Node, and the variable in the URL. */
  private static List<String> course(Simulated simulated) {
    return simulated.requests().stream()
        .map(
            request -> request.path() + " " + Parameters.ofQuery(request.rawQuery()).text("digits"))
        .toList();
  }
}
