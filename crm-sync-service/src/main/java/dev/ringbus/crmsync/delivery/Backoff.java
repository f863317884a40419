package dev.ringbus.crmsync.delivery;

import java.time.Duration;

/**
 * How long to wait before another attempt: at most 1 s after the first, twice as long after each,
 * at most 5 min; how much of it is chance, so that those who failed together do not come back
 * together ("full jitter").
 */
final class Backoff {

  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration FIRST = Duration.ofSeconds(1);

  /** Doubled so often, the first is longer than the longest. */
  private static final int DOUBLINGS = 9;

  private Backoff() {}

  /** The most that is waited after so many attempts before the one that failed now. */
  static Duration most(int attemptsBefore) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(Math.max(0, attemptsBefore), DOUBLINGS));
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  /**
   * A wait.
   *
   * @param chance 0 to 1
   */
  static Duration after(int attemptsBefore, double chance) {
    return Duration.ofMillis((long) (most(attemptsBefore).toMillis() * chance));
  }
}
