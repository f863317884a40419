package dev.ringbus.poller.mailbox;

import static dev.ringbus.poller.mailbox.PollerBench.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.LiveCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was offered is remembered until an event of the call shows that its PBX did it. */
class ProofTest {

  private static final Duration A_MOMENT = Duration.ofMillis(1100);

  private final PollerBench bench = new PollerBench();

  @Test
  void remembersInTheLiveCallWhatWasOfferedUntilAnEventProvesIt() {
    bench.take(bench.connected(), bench.instruct("one", Forward.toNumbers("74959876543")));
    bench.clock.move(Duration.ofSeconds(3));
    bench.take(bench.offered("one"));
    assertThat(bench.liveLog.all())
        .singleElement()
        .satisfies(call ->
            assertThat(call.offered())
                .extracting(offer -> offer.instruction().id())
                .containsExactly("one"));

    bench.clock.move(Duration.ofMillis(40));
    bench.take(bench.forwarding());

    assertThat(bench.outcomes()).containsExactly("one accepted", "one delivered");
    assertThat(bench.liveLog.all())
        .singleElement()
        .extracting(LiveCall::offered)
        .isEqualTo(List.of());
  }

  @Test
  void isNotProvenByWhatHappenedBefore() {
    bench.take(bench.connected(), bench.instruct("one", Forward.toNumbers("74959876543")));
    CallRecord before = bench.forwarding();
    bench.clock.move(Duration.ofSeconds(1));
    bench.take(bench.offered("one"), before);

    assertThat(bench.outcomes()).containsExactly("one accepted");
  }

  /** The report comes by another topic. */
  @Test
  void isProvenByAnEventThatOvertookTheReportOfTheOffer() {
    bench.take(bench.connected(), bench.instruct("one", Forward.toNumbers("74959876543")));
    CallRecord report = bench.offered("one");
    bench.clock.move(Duration.ofMillis(40));

    bench.take(bench.forwarding(), report);

    assertThat(bench.outcomes()).containsExactly("one accepted", "one delivered");
  }

  @Test
  void saysOnceThatAnOfferedHangUpWasDeliveredWhenTheCallEnds() {
    bench.take(bench.connected(), bench.hangUp("one", CALL), bench.offered("one"));
    bench.take(bench.ended(), bench.ended());

    assertThat(bench.outcomes()).containsExactly("one accepted", "one delivered");
    assertThat(bench.liveLog.all()).isEmpty();
  }

  @Test
  void saysThatItWasDeliveredWhenTheReportOfTheOfferComesLast() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    CallRecord report = bench.offered("one");
    bench.take(bench.ended(), report);
    bench.pass(A_MOMENT);

    assertThat(bench.outcomes()).containsExactly("one accepted", "one delivered");
    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void saysOfWhatWasOfferedAndNeverProvenThatNothingShowedIt() {
    bench.take(
        bench.connected(),
        bench.instruct("one", Forward.toNumbers("74959876543")),
        bench.offered("one"));
    bench.pass(Duration.ofMinutes(5));
    bench.take(bench.polled(), bench.ended());
    bench.pass(A_MOMENT);
    bench.pass(A_MOMENT);

    assertThat(bench.outcomes())
        .containsExactly(
            "one accepted",
            "one offered the call has ended, and nothing showed that its PBX followed this");
    assertThat(bench.view.all()).as("it is offered once").isEmpty();
  }
}
