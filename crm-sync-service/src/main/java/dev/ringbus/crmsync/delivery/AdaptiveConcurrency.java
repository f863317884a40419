package dev.ringbus.crmsync.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How many operations a workspace is given at once: one more after each round of answers (ten more
 * in a second, however short the rounds), half after a failure, a tenth less when answers take
 * several times as long as they can. Not safe for threads.
 */
final class AdaptiveConcurrency {

  /** What comes within it is of one trouble, and is answered once. */
  private static final Duration ONE_TROUBLE = Duration.ofMillis(100);

  private static final double MOST_MORE_A_SECOND = 10;

  /** Below it nobody is slow, whatever the best time was. */
  private static final double SLOW_SECONDS = 1;

  private static final double SLOWER_THAN_BEST = 4;
  private static final double SMOOTHING = 0.1;

  /** The best time is forgotten slowly: a workspace may have become another. */
  private static final double FORGETTING = 1.001;

  private final int most;
  private double limit;
  private double recent;
  private double best = Double.MAX_VALUE;
  private Instant lessened = Instant.MIN;
  private Instant grown = Instant.MAX;

  AdaptiveConcurrency(int most) {
    this.most = most;
    this.limit = most;
  }

  int limit() {
    return (int) limit;
  }

  /** An answer came, of whatever kind, after that time. */
  void answered(Instant now, Duration took) {
    double seconds = took.toNanos() / 1e9;
    recent = recent == 0 ? seconds : recent + SMOOTHING * (seconds - recent);
    best = Math.min(best * FORGETTING, seconds);
    if (recent > SLOW_SECONDS && recent > best * SLOWER_THAN_BEST) {
      lessen(now, 0.9);
    } else {
      grow(now);
    }
  }

  private void grow(Instant now) {
    double since = now.isAfter(grown) ? Duration.between(grown, now).toNanos() / 1e9 : 0;
    grown = now;
    limit = Math.min(most, limit + Math.min(1 / limit, MOST_MORE_A_SECOND * since));
  }

  /** None came in time, or a fault. */
  void failed(Instant now) {
    lessen(now, 0.5);
  }

  private void lessen(Instant now, double factor) {
    if (lessened.isAfter(now.minus(ONE_TROUBLE))) {
      return;
    }
    lessened = now;
    limit = Math.max(1, limit * factor);
  }
}
