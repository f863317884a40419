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
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Instruction.Whisper;
import dev.ringbus.simulator.http.ScriptedHub.Asked;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the platform does where the hub gives it an instruction. */
class MtsInstructionsTest {

  private static final Account MTS = Accounts.mts();
  private static final List<String> SHOWCASE =
      List.of("1", "2", "3", "7", "4", "8", "18", "16", "9", "13", "14", "17", "15");
  private static final List<String> OUTGOING = List.of("1", "2", "8", "9", "15");

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
                      case MtsTold.POLL -> new Outcome.NothingToSay();
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
    assertThat(afterThePoll(forward("4957654321", Destination.NUMBER))).startsWith("8", "9");
    assertThat(afterThePoll(forward("PBX12345", Destination.PBX))).startsWith("8", "9");
    Simulated simulated = decide(MtsTold.POLL, forward("0042", Destination.EXTENSION));
    assertThat(afterThePoll(simulated)).startsWith("10", "11").endsWith("14", "17", "15");
    assertThat(MtsTold.body(simulated, "11").path("EXT1").asString()).isEqualTo("0042");
  }

  @Test
  void doesWhatAnAnswerToAPollSaysOnce() throws Exception {
    List<String> after = afterThePoll(forward("4957654321", Destination.NUMBER));
    assertThat(after).containsOnlyOnce("8", "9");
  }

  @Test
  void playsDuringAConversationAndGoesOnOrNot() throws Exception {
    assertThat(afterThePoll(new Play("wait", null, true, false, null)))
        .containsExactly("3", "14", "17", "15");
    assertThat(afterThePoll(Play.file("goodbye"))).containsExactly("3", "14", "15");
  }

  @Test
  void comesBackFromAConsultationAndOnlyThen() throws Exception {
    assertThat(afterThePoll(new Return())).containsExactly("14", "17", "15");

    List<Instruction> said =
        new ArrayList<>(List.of(forward("0042", Destination.EXTENSION), new Return()));
    Simulated simulated = decideAll(MtsTold.POLL, said);
    assertThat(said).isEmpty();
    assertThat(afterThePoll(simulated)).containsExactly("10", "9", "14", "17", "15");
  }

  @Test
  void letsTheCallerHangUpWhoIsForwardedAtEveryPoll() throws Exception {
    Simulated simulated =
        Simulated.calls(
            MTS,
            1,
            Simulated.hub(
                MTS,
                request ->
                    MtsTold.event(request).equals(MtsTold.POLL)
                        ? decided(forward("0042", Destination.EXTENSION))
                        : new Outcome.NothingToSay()));

    assertThat(afterThePoll(simulated)).hasSizeLessThan(20).endsWith("15");
    assertThat(MtsTold.body(simulated, "15").path("Result").asString()).isEqualTo("1");
  }

  @Test
  void doesOnAnOutgoingCallOnlyWhatItsServiceDoes() throws Exception {
    assertThat(outgoing(1, "4957654321")).isEqualTo(OUTGOING);
    assertThat(outgoing(2, "0042")).isEqualTo(OUTGOING);
    assertThat(outgoing(3, "goodbye")).isEqualTo(OUTGOING);
    assertThat(outgoing(4, "")).isEqualTo(OUTGOING);
    assertThat(outgoing(5, "PBX12345")).isEqualTo(OUTGOING);
    List<String> transferred = List.of("1", "2", "8", "9", "8", "9", "15");
    assertThat(outgoing(5, "4951234567U0042")).isEqualTo(transferred);
    assertThat(outgoing(5, "80004951234567306")).isEqualTo(transferred);
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

  private static Forward forward(String to, Destination as) {
    return new Forward(List.of(to), as, false, null, true, false);
  }

  private static List<String> afterThePoll(Instruction instruction) throws Exception {
    return afterThePoll(decide(MtsTold.POLL, instruction));
  }

  /** What is reported after the first poll. */
  private static List<String> afterThePoll(Simulated simulated) {
    List<String> course = MtsTold.course(simulated);
    return course.subList(course.indexOf(MtsTold.POLL), course.size()).stream()
        .filter(event -> !event.equals(MtsTold.POLL))
        .toList();
  }

  /** The events of an outgoing call whose first poll is answered so, whoever would say so there. */
  private static List<String> outgoing(int eventType, String param) throws Exception {
    Function<Asked, Reaction> silent = Simulated.silentHub(MTS);
    AtomicInteger polls = new AtomicInteger();
    AtomicBoolean isOutgoing = new AtomicBoolean();
    Simulated simulated =
        Simulated.calls(
            MTS,
            2,
            asked -> {
              PbxRequest request = asked.request();
              isOutgoing.compareAndSet(false, MtsTold.service(request) == 2);
              boolean isFirst =
                  isOutgoing.get()
                      && MtsTold.event(request).equals(MtsTold.POLL)
                      && polls.getAndIncrement() == 0;
              return isFirst ? returned(request, eventType, param) : silent.apply(asked);
            });
    assertThat(polls.get()).isPositive();
    return simulated.requests().stream()
        .filter(request -> MtsTold.service(request) == 2)
        .map(MtsTold::event)
        .toList();
  }

  private static Reaction returned(PbxRequest poll, int eventType, String param) {
    return new Reaction.Answer(
        PbxResponse.of(
            200,
            "application/json; charset=UTF-8",
            "{\"CallID\":%s,\"EventType\":%d,\"Param\":\"%s\"}"
                .formatted(poll.path().replaceFirst(".*/", ""), eventType, param)));
  }

  private static Simulated decide(String at, Instruction instruction) throws Exception {
    return decideAll(at, new ArrayList<>(List.of(instruction)));
  }

  /** Says these, one each time, and takes them from the list. */
  private static Simulated decideAll(String at, List<Instruction> instructions) throws Exception {
    return Simulated.calls(
        MTS,
        1,
        Simulated.hub(
            MTS,
            request ->
                instructions.isEmpty() || !MtsTold.event(request).equals(at)
                    ? new Outcome.NothingToSay()
                    : decided(instructions.removeFirst())));
  }
}
