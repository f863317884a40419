package dev.ringbus.poller.mailbox;

import static dev.ringbus.poller.mailbox.PollerBench.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.WaitingInstruction;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wanted of a call gets into its mailbox once, in order, or is rejected with a reason. */
class AcceptanceTest {

  private static final Duration A_MOMENT = Duration.ofMillis(1100);

  private final PollerBench bench = new PollerBench();

  @Test
  void putsAHangUpOfAConnectedCallIntoItsMailboxForAMinute() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));

    assertThat(bench.view.find(CALL))
        .contains(
            new WaitingInstruction(
                "one",
                CALL.integration(),
                CALL.callId(),
                new Hangup(),
                "crm/acme-kontur",
                bench.now(),
                bench.now().plusSeconds(60)));
    assertThat(bench.outcomes()).containsExactly("one accepted");
    assertThat(bench.outcomes.outcomes().getFirst().asked()).isNotNull();
  }

  @Test
  void keepsInstructionsInTheOrderOfTheirAcceptance() {
    bench.take(
        bench.connected(),
        bench.instruct("one", Forward.toNumbers("74959876543")),
        bench.instruct("two", new Return()),
        bench.hangUp("three", CALL));
    assertThat(bench.waiting()).containsExactly("one", "two", "three");

    bench.take(bench.offered("one"));
    assertThat(bench.waiting()).containsExactly("two", "three");

    bench.take(bench.offered("two"), bench.offered("three"));
    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void refusesMoreThanAMailboxHolds() {
    bench.take(bench.connected());
    IntStream.range(0, Mailbox.MOST).forEach(i -> bench.take(bench.hangUp("" + i, CALL)));

    bench.take(bench.hangUp("last", CALL));

    assertThat(bench.outcomes("last"))
        .containsExactly("rejected 16 instructions wait for this call already");
    assertThat(bench.waiting()).hasSize(Mailbox.MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"comagic", "callinteractive", "sipsim"})
  void rejectsAHangUpOfAPlatformThatDoesNotPollAtOnce(String platform) {
    bench.take(bench.hangUp("one", CallKey.parse(platform + ":77")));

    assertThat(bench.outcomes())
        .containsExactly("one rejected hangup is not possible during a call on " + platform);
    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void rejectsAHangUpOfAnIntegrationThatIsNotThere() {
    bench.take(bench.hangUp("one", CallKey.parse("gone:77")));

    assertThat(bench.outcomes())
        .containsExactly("one rejected hangup is not possible: there is no integration gone");
  }

  @Test
  void rejectsWhatIsWantedOfACallThatEnded() {
    bench.take(bench.connected(), bench.ended(), bench.hangUp("one", CALL));

    assertThat(bench.outcomes())
        .containsExactly("one rejected there is no such live call: it has ended");
    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void rejectsWhatIsWantedOfAnUnknownCallAfterAMoment() {
    bench.take(bench.hangUp("one", CALL));
    bench.pass(Duration.ofMillis(900));
    assertThat(bench.outcomes()).isEmpty();

    bench.pass(Duration.ofMillis(200));
    bench.sweep();

    assertThat(bench.outcomes()).containsExactly("one rejected there is no such live call");
  }

  @Test
  void rejectsWhatIsWantedOfACallThatIsNotConnectedAfterAMoment() {
    bench.take(bench.started(Direction.INBOUND), bench.hangUp("one", CALL));

    bench.pass(A_MOMENT);

    assertThat(bench.outcomes()).containsExactly("one rejected the call is not connected yet");
  }

  /** The topics are not in order among each other. */
  @Test
  void takesWhatOvertookTheConnectionInItsOrder() {
    bench.take(bench.hangUp("one", CALL), bench.instruct("two", new Return()), bench.connected());

    assertThat(bench.waiting()).containsExactly("one", "two");
    bench.pass(A_MOMENT);
    assertThat(bench.outcomes()).containsExactly("one accepted", "two accepted");
  }

  @Test
  void doesNotPutWhatHasExpiredAlready() {
    bench.take(bench.connected());
    CallRecord old = bench.hangUp("one", CALL);
    bench.clock.move(Duration.ofMinutes(2));
    bench.take(old);

    assertThat(bench.outcomes())
        .containsExactly("one expired it was not offered until 2026-11-20T12:01Z");
    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void takesTheSameCommandOnce() {
    bench.take(bench.connected());
    CallRecord command = bench.hangUp("one", CALL);

    bench.take(command, command, bench.offered("one"), command);
    bench.take(bench.ended(), command);

    assertThat(bench.view.all()).isEmpty();
    assertThat(bench.outcomes()).containsExactly("one accepted", "one delivered");
  }

  @Test
  void takesTheSameCommandOnceAfterARestart() {
    CallRecord command = bench.hangUp("one", CALL);
    bench.take(bench.connected(), command, bench.offered("one"));

    bench.restart();
    bench.take(command);

    assertThat(bench.waiting()).isEmpty();
  }
}
