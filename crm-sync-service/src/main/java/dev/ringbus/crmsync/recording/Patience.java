package dev.ringbus.crmsync.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long a recording is waited for: PBXs may take seconds to write one, or hours. */
final class Patience {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** After so many doublings the pause is the longest. */
  private static final int DOUBLINGS = 10;

  private final Duration giveUpAfter;
  private final RandomGenerator random;

  Patience(Duration giveUpAfter, RandomGenerator random) {
    this.giveUpAfter = giveUpAfter;
    this.random = random;
  }

  /**
   * The pause before the next attempt: twice as long each time, and up to a fifth longer by chance;
   * empty if it has been waited for long enough.
   *
   * @param attempts that were made before this one
   * @param since when it was first to be fetched
   */
  Optional<Duration> pause(int attempts, Instant since, Instant now) {
    if (!now.isBefore(since.plus(giveUpAfter))) {
      return Optional.empty();
    }
    Duration pause = FIRST.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
    long millis = (pause.compareTo(LONGEST) > 0 ? LONGEST : pause).toMillis();
    return Optional.of(Duration.ofMillis(millis + random.nextLong(millis / 5)));
  }

  /** Why it is not waited for any longer. */
  String gaveUp(String lastReason) {
    return "not there within " + giveUpAfter.toHours() + " h; at last " + lastReason;
  }
}
