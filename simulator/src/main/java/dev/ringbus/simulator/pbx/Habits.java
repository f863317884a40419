package dev.ringbus.simulator.pbx;

import java.time.Duration;
import java.util.Optional;

/**
 * What PBXs do at their own pace, in the time of a call.
 *
 * @param pollEvery how often a platform polls a connected call, if it polls
 * @param talk how long the conversations of such a platform last; each as long as it likes if
 *     absent
 */
public record Habits(Duration pollEvery, Optional<Duration> talk) {

  /** As vendors document them. */
  public static final Habits DOCUMENTED = new Habits(Duration.ofSeconds(3), Optional.empty());

  public Habits {
    if (!pollEvery.isPositive() || talk.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException(
          "expected polls a time apart and talk of 0 s or more, got %s and %s"
              .formatted(pollEvery, talk));
    }
  }

  public Habits polling(Duration every) {
    return new Habits(every, talk);
  }

  public Habits talking(Duration length) {
    return new Habits(pollEvery, Optional.of(length));
  }
}
