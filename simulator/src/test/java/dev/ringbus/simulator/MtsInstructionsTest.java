package dev.ringbus.simulator;

import static dev.ringbus.simulator.Simulated.decided;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Whisper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the platform does where the hub gives it an instruction. */
class MtsInstructionsTest {

  private static final Account MTS = Accounts.mts();
  private static final List<String> SHOWCASE =
      List.of("1", "2", "3", "7", "4", "8", "18", "16", "9", "13", "14", "17", "15");

  @Test
  void forwardsToWhereTheHubSays() throws Exception {
    Simulated simulated =
        decide(
            "3", new Forward(List.of("74959876543"), Destination.NUMBER, true, null, true, false));

    assertThat(MtsTold.events(simulated))
        .containsExactly("1", "2", "3", "8", "18", "16", "9", "13", "14", "17", "15");
    assertThat(MtsTold.body(simulated, "9").path("DN1").asString()).isEqualTo("74959876543");
    assertThat(MtsTold.body(simulated, "9").path("Result").asString()).isEqualTo("1280");
  }

  @Test
  void recordsOnlyWhereTheHubSaysSo() throws Exception {
    Simulated simulated = decide("1", Forward.toNumbers("74959876543"));

    assertThat(MtsTold.events(simulated)).containsExactly("1", "8", "18", "16", "9", "17", "15");
  }

  @Test
  void forwardsToAShortNumber() throws Exception {
    Simulated simulated =
        decide("2", new Forward(List.of("0042"), Destination.EXTENSION, false, null, true, false));

    assertThat(MtsTold.events(simulated)).containsExactly("1", "2", "10", "16", "11", "17", "15");
    assertThat(MtsTold.body(simulated, "11").path("EXT1").asString()).isEqualTo("0042");
  }

  @Test
  void hangsUpWhereTheHubSays() throws Exception {
    Simulated simulated = decide("4", new Hangup());

    assertThat(MtsTold.events(simulated)).containsExactly("1", "2", "3", "7", "4", "15");
    assertThat(MtsTold.body(simulated, "15").path("Result").asString()).isEqualTo("0");
  }

  @Test
  void playsAndGoesOn() throws Exception {
    Simulated simulated = decide("1", new Play("hello", null, true, false, null));

    assertThat(MtsTold.events(simulated)).startsWith("1", "2", "3", "8", "18").endsWith("17", "15");
  }

  @Test
  void endsTheCallAfterAPromptThatDoesNotGoOn() throws Exception {
    Simulated simulated = decide("1", Play.file("closed"));

    assertThat(MtsTold.events(simulated)).containsExactly("1", "2", "3", "15");
  }

  @Test
  void answersBeforeItPlaysAMenuAndTakesWhatIsTyped() throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS,
            1,
            Simulated.hub(
                MTS,
                request ->
                    switch (MtsTold.event(request)) {
                      case "4" -> decided(Forward.toNumbers("4957654321"));
                      case "16" -> decided(Whisper.file("new-call"));
                      default -> decided(GoTo.menu("main"));
                    }));

    assertThat(MtsTold.events(simulated))
        .startsWith("1", "2", "7", "4", "8", "18", "16", "9")
        .endsWith("17", "7", "4", "15");
    assertThat(MtsTold.body(simulated, "4").path("DTMF").asString()).isEqualTo("1");
  }

  @Test
  void letsTheSubscriberRateTheOperatorWhoHungUp() throws Exception {
    Simulated simulated = decide("17", GoTo.menu("rating"));

    assertThat(MtsTold.events(simulated)).endsWith("17", "7", "4", "15");
  }

  @Test
  void goesOnAfterAPromptToTheOperator() throws Exception {
    Simulated simulated = decide("16", Whisper.file("vip"));

    assertThat(MtsTold.events(simulated)).isEqualTo(SHOWCASE);
  }

  @Test
  void letsTheCallerHangUpWhoIsSentRoundInCircles() throws Exception {
    Simulated simulated =
        Simulated.calls(MTS, 1, Simulated.hub(MTS, _ -> decided(GoTo.menu("again"))));

    assertThat(MtsTold.events(simulated)).hasSizeLessThan(20).endsWith("15");
    assertThat(MtsTold.body(simulated, "15").path("Result").asString()).isEqualTo("1");
  }

  @Test
  void transfersDuringAConversation() throws Exception {
    Simulated simulated =
        decide(
            MtsTold.POLL,
            new Forward(List.of("PBX12345"), Destination.PBX, false, null, true, false));

    List<String> course = MtsTold.course(simulated);
    int poll = course.indexOf(MtsTold.POLL);
    assertThat(course.subList(poll, poll + 3)).containsExactly(MtsTold.POLL, "8", "9");
    assertThat(course.getLast()).isEqualTo("15");
  }

  @Test
  void stopsTheRecordingWhenTheHubHangsUpDuringAConversation() throws Exception {
    Simulated simulated = decide(MtsTold.POLL, new Hangup());

    List<String> course = MtsTold.course(simulated);
    assertThat(course.subList(course.indexOf("13"), course.size()))
        .containsExactly("13", MtsTold.POLL, "14", "15");
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
                    MtsTold.service(request) == 2 && MtsTold.event(request).equals("1")
                        ? decided(Forward.toNumbers("74959876543"))
                        : new Outcome.NothingToSay()));

    List<PbxRequest> outgoing =
        simulated.requests().stream().filter(request -> MtsTold.service(request) == 2).toList();
    assertThat(outgoing).extracting(MtsTold::event).containsExactly("1", "2", "8", "9", "15");
    assertThat(outgoing.getFirst().body().text()).doesNotContain("74959876543");
    assertThat(outgoing.subList(1, 5))
        .allSatisfy(request ->
            assertThat(MtsTold.json(request).path("DN1").asString()).isEqualTo("74959876543"));
  }

  private static Simulated decide(String at, Instruction instruction) throws Exception {
    boolean[] decided = new boolean[1];
    return Simulated.calls(
        MTS,
        1,
        Simulated.hub(
            MTS,
            request -> {
              if (decided[0] || !MtsTold.event(request).equals(at)) {
                return new Outcome.NothingToSay();
              }
              decided[0] = true;
              return Simulated.decided(instruction);
            }));
  }
}
