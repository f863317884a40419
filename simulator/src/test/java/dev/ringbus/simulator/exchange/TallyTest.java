package dev.ringbus.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Answer;
import dev.ringbus.model.Platform;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final Verdict VALID = new Verdict.Valid(new Answer.Nothing());

  private final Tally tally = new Tally(new Platform("comagic"), Duration.ofMillis(1500));

  @Test
  void givesThePercentilesOfKnownData() {
    for (int millis = 1; millis <= 1000; millis++) {
      tally.answered(VALID, Duration.ofMillis(millis).toNanos());
    }

    Latencies latencies = tally.figures().latencies();

    assertThat(inMillis(latencies.p50())).isEqualTo(500);
    assertThat(inMillis(latencies.p90())).isEqualTo(900);
    assertThat(inMillis(latencies.p99())).isEqualTo(990);
    assertThat(inMillis(latencies.p999())).isEqualTo(999);
    assertThat(inMillis(latencies.max())).isEqualTo(1000);
  }

  @Test
  void countsAnAnswerAfterTheDeadlineAsLate() {
    tally.answered(VALID, Duration.ofMillis(1500).toNanos());
    tally.answered(VALID, Duration.ofMillis(1500).toNanos() + 1);

    assertThat(tally.figures().late()).isEqualTo(1);
    assertThat(tally.figures().valid()).isEqualTo(2);
  }

  @Test
  void keepsTheFirstKindsOfFaultWithTheirCount() {
    for (int kind = 1; kind <= 5; kind++) {
      tally.answered(new Verdict.Invalid("fault " + kind), 1);
      tally.answered(new Verdict.Invalid("fault 1"), 1);
    }

    Figures.Faults invalid = tally.figures().invalid();

    assertThat(invalid.count()).isEqualTo(10);
    assertThat(invalid.examples()).containsExactly("6 x fault 1", "fault 2", "fault 3");
  }

  @Test
  void countsEachMisbehaviour() {
    tally.sent(Set.of(Misbehaviour.SLOW, Misbehaviour.CASE));
    tally.sent(Set.of(Misbehaviour.SLOW));
    tally.sent(Set.of());

    assertThat(tally.figures().sent()).isEqualTo(3);
    assertThat(tally.figures().manners())
        .containsOnly(
            java.util.Map.entry(Misbehaviour.SLOW, 2L), java.util.Map.entry(Misbehaviour.CASE, 1L));
  }

  /** A histogram of three significant digits keeps a value to within a thousandth. */
  private static long inMillis(Duration duration) {
    return Math.round(duration.toNanos() / 1e6);
  }
}
