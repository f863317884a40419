package dev.ringbus.poller.mailbox;

import static dev.ringbus.poller.mailbox.PollerBench.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.Instruction.Return;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What waited while the hub was down, and no PBX could poll. */
class RestoredTest {

  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final Duration DOWN = Duration.ofMinutes(10);

  private final PollerBench bench = new PollerBench();

  private void down() {
    bench.clock.move(DOWN);
    bench.kill();
  }

  @Test
  void keepsItForThePollsThatComeNow() {
    bench.take(bench.connected(), bench.polled(), bench.instruct("one", new Return()));

    down();
    bench.sweep();
    bench.pass(INTERVAL);
    bench.pass(INTERVAL);
    bench.pass(INTERVAL);
    assertThat(bench.waiting()).containsExactly("one");
    bench.take(bench.polled(), bench.offered("one"));
    bench.pass(Duration.ofMinutes(1));

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes("one")).containsExactly("accepted");
  }

  @Test
  void expiresItWhenNoneOfThemCame() {
    bench.take(bench.connected(), bench.instruct("one", new Return()));

    down();
    bench.pass(Duration.ofMillis(10_999));
    assertThat(bench.waiting()).containsExactly("one");
    bench.pass(Duration.ofMillis(1));

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes("one"))
        .containsExactly("accepted", "expired it was not offered until 2026-11-20T12:01Z");
  }

  @Test
  void takesWhatWasAskedForMeanwhile() {
    bench.take(bench.connected());
    CallRecord asked = bench.instruct("one", new Return());

    down();
    bench.take(asked);

    assertThat(bench.waiting()).containsExactly("one");
    assertThat(bench.outcomes("one")).containsExactly("accepted");
  }

  @Test
  void takesWhatWasAskedForOfACallThatIsHeardOfNow() {
    CallRecord asked = bench.instruct("one", new Return());
    CallRecord connected = bench.connected();

    down();
    bench.take(asked, connected);

    assertThat(bench.waiting()).containsExactly("one");
  }

  @Test
  void countsTheTimeOfWhatIsAskedForAfterwards() {
    bench.take(bench.connected());
    down();
    bench.take(
        new CallRecord.Command(
            new CallCommand.Instruct(
                "one", bench.now(), CALL, new Return(), "api", bench.now().plus(INTERVAL), null)));

    bench.pass(INTERVAL);

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes("one").getLast()).startsWith("expired");
  }

  /** The broker came back long after the process. */
  @Test
  void countsFromWhenItIsKnownWhatWaits() {
    bench.take(bench.connected(), bench.instruct("one", new Return()));
    bench.broker.down();
    down();
    var known = bench.tryToTake(bench.polled()).toFuture();
    bench.clock.move(DOWN);

    bench.broker.up();

    assertThat(known).succeedsWithin(Duration.ofSeconds(30));
    bench.pass(INTERVAL);
    assertThat(bench.waiting()).containsExactly("one");
  }

  @Test
  void keepsItLikewiseWhenItsCallComesFromAnother() {
    bench.take(bench.connected(), bench.instruct("one", new Return()));
    bench.instance().lost(Set.of(0, 1, 2, 3));
    bench.clock.move(DOWN);
    bench.instance().assigned(PollerBench.ALL);

    bench.pass(INTERVAL);

    assertThat(bench.waiting()).containsExactly("one");
  }
}
