package dev.ringbus.poller.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.LiveCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Polls that come, that stop, and that bring no proof. */
class PollsTest {

  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(12);

  private final PollerBench bench = new PollerBench();

  private void poll(int times) {
    for (int i = 0; i < times; i++) {
      bench.pass(INTERVAL);
      bench.take(bench.polled());
    }
  }

  @Test
  void holdsWhatWaitsWhilePollsHaveStopped() {
    bench.take(bench.connected());
    poll(2);
    bench.take(bench.instruct("one", new Return()));

    bench.pass(SILENCE);
    bench.pass(Duration.ofMinutes(10));

    assertThat(bench.waiting()).containsExactly("one");
    assertThat(bench.outcomes("one"))
        .containsExactly(
            "accepted",
            "accepted it is held, since its PBX has not polled since 2026-11-20T12:00:06Z");
    assertThat(bench.count("ringbus.polls.stopped")).isEqualTo(1);
    assertThat(bench.meters.get("ringbus.polls.stopped.calls").gauge().value()).isEqualTo(1);
  }

  @Test
  void givesWhatWasHeldAsMuchTimeAsItHad() {
    bench.take(bench.connected());
    poll(1);
    bench.take(bench.instruct("one", new Return()));
    bench.pass(SILENCE);
    bench.pass(Duration.ofMinutes(10));

    bench.take(bench.polled());

    assertThat(bench.count("ringbus.polls.resumed")).isEqualTo(1);
    assertThat(bench.meters.get("ringbus.polls.stopped.calls").gauge().value()).isZero();
    assertThat(bench.outcomes("one").getLast()).isEqualTo("accepted its PBX polls again");
    poll(19);
    assertThat(bench.waiting()).containsExactly("one");
    poll(2);
    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes("one").getLast()).startsWith("expired");
  }

  @Test
  void holdsWhatComesWhilePollsHaveStopped() {
    bench.take(bench.connected());
    poll(1);
    bench.pass(SILENCE);
    bench.take(bench.instruct("one", new Return()));

    bench.pass(Duration.ofMinutes(10));

    assertThat(bench.waiting()).containsExactly("one");
  }

  @Test
  void holdsWhenTheBrokerIsBackWhatItCouldNotWriteDown() {
    bench.take(bench.connected());
    poll(1);
    bench.take(bench.instruct("one", new Return()));
    bench.broker.down();
    bench.clock.move(SILENCE);
    bench.instance().mailboxes.sweep().onErrorComplete().block();
    bench.broker.up();

    bench.pass(Duration.ofMinutes(10));

    assertThat(bench.waiting()).containsExactly("one");
    assertThat(bench.liveLog.all()).extracting(LiveCall::pollsStopped).doesNotContainNull();
  }

  @Test
  void holdsOverARestart() {
    bench.take(bench.connected());
    poll(1);
    bench.take(bench.instruct("one", new Return()));
    bench.pass(SILENCE);
    bench.restart();
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.waiting()).containsExactly("one");

    bench.take(bench.polled());
    assertThat(bench.liveLog.all()).extracting(LiveCall::pollsStopped).containsOnlyNulls();
    bench.take(bench.offered("one"));

    assertThat(bench.waiting()).isEmpty();
  }

  @Test
  void withdrawsWhatIsHeldWhenTheCallEnds() {
    bench.take(bench.connected());
    poll(1);
    bench.take(bench.instruct("one", new Return()));
    bench.pass(SILENCE);
    bench.take(bench.ended());
    bench.sweep();
    bench.pass(Duration.ofSeconds(2));

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes("one").getLast()).isEqualTo("withdrawn the call ended");
    assertThat(bench.meters.get("ringbus.polls.stopped.calls").gauge().value()).isZero();
  }

  @Test
  void expiresWhatWaitsForACallThatNeverPolled() {
    bench.take(bench.connected(), bench.instruct("one", new Return()));

    bench.pass(SILENCE);
    bench.pass(Duration.ofMinutes(1));

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes("one").getLast()).startsWith("expired");
    assertThat(bench.count("ringbus.polls.stopped")).isZero();
  }

  @Test
  void doesNotTakeASlowReportForPollsThatStopped() {
    bench.take(bench.connected());
    poll(1);
    bench.pass(Duration.ofSeconds(10));

    assertThat(bench.count("ringbus.polls.stopped")).isZero();
  }

  @Test
  void countsNoPollsOfCallsThatAreNotLive() {
    bench.take(bench.polled());
    bench.pass(SILENCE);

    assertThat(bench.count("ringbus.polls.stopped")).isZero();
  }

  @Test
  void offersOnceUnlessAskedOtherwise() {
    bench.take(bench.connected(), bench.instruct("one", Forward.toNumbers("74959876543")));
    bench.take(bench.offered("one"));
    poll(15);

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes("one")).containsExactly("accepted");
  }

  @Test
  void offersASecondTimeAfterSoManyPollsWithoutProof() {
    bench.take(bench.connected(), bench.instruct("one", Forward.toNumbers("74959876543"), 2));
    bench.take(bench.offered("one"), bench.polled());
    poll(1);
    bench.take(bench.polled());
    assertThat(bench.waiting()).as("two instances told of one poll").isEmpty();

    poll(1);

    assertThat(bench.waiting()).containsExactly("one");
    assertThat(bench.view.find(PollerBench.CALL))
        .hasValueSatisfying(head -> assertThat(head.offers()).isEqualTo(1));

    bench.take(bench.offered("one"));
    assertThat(bench.waiting()).as("the first report once more").containsExactly("one");
    bench.take(bench.offeredAgain("one"));
    assertThat(bench.waiting()).isEmpty();
    poll(10);
    assertThat(bench.waiting()).as("never a third time").isEmpty();

    bench.take(bench.forwarding());
    assertThat(bench.outcomes("one").getLast()).isEqualTo("delivered");
  }

  @Test
  void offersASecondTimeBeforeWhatWaitsBehind() {
    bench.take(
        bench.connected(),
        bench.instruct("one", Forward.toNumbers("74959876543"), 1),
        bench.offered("one"),
        bench.instruct("two", new Return()));

    poll(1);

    assertThat(bench.waiting()).containsExactly("one", "two");
  }

  @Test
  void doesNotOfferASecondTimeWhatIsProvenMeanwhile() {
    bench.take(
        bench.connected(),
        bench.instruct("one", Forward.toNumbers("74959876543"), 1),
        bench.offered("one"));
    poll(1);
    assertThat(bench.waiting()).containsExactly("one");

    bench.take(bench.forwarding());

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes("one").getLast()).isEqualTo("delivered");
  }

  @Test
  void offersASecondTimeWhereTheIntegrationSaysSo() {
    bench.option("offerAgainAfter", 2);
    bench.take(bench.connected(), bench.instruct("one", Forward.toNumbers("74959876543")));
    bench.take(bench.offered("one"));

    poll(2);

    assertThat(bench.waiting()).containsExactly("one");
  }

  @Test
  void doesNotOfferASecondTimeWhatIsTooLate() {
    bench.take(
        bench.connected(),
        bench.instruct("one", Forward.toNumbers("74959876543"), 25),
        bench.offered("one"));

    poll(30);

    assertThat(bench.waiting()).isEmpty();
  }

  @Test
  void canTakeBackTheSecondOffer() {
    bench.take(
        bench.connected(),
        bench.instruct("one", Forward.toNumbers("74959876543"), 1),
        bench.offered("one"));
    poll(1);

    bench.take(bench.withdraw("one"));

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes("one").getLast())
        .isEqualTo("offered its PBX had been told when it was to be taken back");
  }

  @Test
  void doesNotOfferAgainWhatWasTakenBack() {
    bench.take(
        bench.connected(),
        bench.instruct("one", Forward.toNumbers("74959876543"), 2),
        bench.offered("one"),
        bench.instruct("two", Forward.toNumbers("74959876543"), 1),
        bench.offered("two"));
    poll(1);
    assertThat(bench.waiting()).containsExactly("two");

    bench.take(bench.withdraw("one"), bench.withdraw("two"));
    poll(5);

    assertThat(bench.waiting()).isEmpty();
    bench.take(bench.forwarding());
    assertThat(bench.outcomes("one").getLast()).isEqualTo("delivered");
    assertThat(bench.outcomes("two").getLast()).isEqualTo("delivered");
  }
}
