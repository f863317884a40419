package dev.ringbus.poller.mailbox;

import static dev.ringbus.poller.mailbox.PollerBench.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.CallRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What waits is taken away by who wanted it, by the end of the call, or by time. */
class TakenAwayTest {

  private static final Duration A_MOMENT = Duration.ofMillis(1100);

  private final PollerBench bench = new PollerBench();

  @Test
  void withdrawsWhatWaitsWhenTheCallEnds() {
    bench.take(bench.connected(), bench.hangUp("one", CALL), bench.hangUp("two", CALL));
    bench.take(bench.ended());
    bench.sweep();
    bench.pass(A_MOMENT);
    bench.pass(A_MOMENT);

    assertThat(bench.view.all()).isEmpty();
    assertThat(bench.outcomes())
        .containsExactly(
            "one accepted",
            "two accepted",
            "one withdrawn the call ended",
            "two withdrawn the call ended");
  }

  @Test
  void leavesWhatWaitsAloneWhenAnotherIsReported() {
    bench.take(bench.connected(), bench.hangUp("one", CALL), bench.offered("zero"));

    assertThat(bench.waiting()).containsExactly("one");
  }

  @Test
  void takesBackWhatHasNotBeenOffered() {
    bench.take(
        bench.connected(),
        bench.hangUp("one", CALL),
        bench.hangUp("two", CALL),
        bench.withdraw("one"),
        bench.withdraw("one"));

    assertThat(bench.waiting()).containsExactly("two");
    assertThat(bench.outcomes("one")).containsExactly("accepted", "withdrawn it was taken back");
  }

  @Test
  void takesBackWhatWaitsForItsCallToBeKnown() {
    bench.take(bench.hangUp("one", CALL), bench.withdraw("one"), bench.connected());
    bench.pass(A_MOMENT);

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes()).containsExactly("one withdrawn it was taken back");
  }

  @Test
  void saysThatWhatWasOfferedCannotBeTakenBack() {
    bench.take(
        bench.connected(), bench.hangUp("one", CALL), bench.offered("one"), bench.withdraw("one"));

    assertThat(bench.outcomes("one"))
        .containsExactly("accepted", "offered its PBX had been told when it was to be taken back");
  }

  @Test
  void saysWhatBecameOfWhatWasOfferedWhileItWasTakenBack() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    CallRecord report = bench.offered("one");
    bench.take(bench.withdraw("one"), report, report, bench.ended());

    assertThat(bench.outcomes("one"))
        .containsExactly("accepted", "withdrawn it was taken back", "delivered");
  }

  @Test
  void expiresWhatWaitsTooLong() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    bench.pass(Duration.ofMillis(59_999));
    assertThat(bench.waiting()).containsExactly("one");

    bench.pass(Duration.ofMillis(1));
    bench.sweep();

    assertThat(bench.view.all()).isEmpty();
    assertThat(bench.outcomes("one"))
        .containsExactly("accepted", "expired it was not offered until 2026-11-20T12:01Z");
    assertThat(bench.meters.get("ringbus.instructions").tag("outcome", "expired").counter().count())
        .isEqualTo(1);
  }

  @Test
  void offersTheNextWhenTheFirstHasExpired() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    bench.pass(Duration.ofSeconds(30));
    bench.take(bench.hangUp("two", CALL));

    bench.pass(Duration.ofSeconds(30));

    assertThat(bench.waiting()).containsExactly("two");
  }
}
