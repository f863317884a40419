package dev.ringbus.crmsync.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Rings at the earliest of the times that it is set to. Used on its loop alone. */
final class Alarm {

  /** Timers count milliseconds; a moment too early, what is due then would not be yet. */
  private static final Duration ROUNDING = Duration.ofNanos(999_999);

  private final Loop loop;
  private final Clock clock;
  private final Runnable ring;
  private final Disposable.Swap timer = Disposables.swap();
  private @Nullable Instant at;

  Alarm(Loop loop, Clock clock, Runnable ring) {
    this.loop = loop;
    this.clock = clock;
    this.ring = ring;
  }

  /** Rings then at the latest. */
  void set(Instant wanted) {
    if (at != null && !wanted.isBefore(at)) {
      return;
    }
    at = wanted;
    Duration wait = Duration.between(clock.instant(), wanted).plus(ROUNDING);
    timer.update(loop.runAfter(wait.isNegative() ? Duration.ZERO : wait, this::rings));
  }

  private void rings() {
    at = null;
    ring.run();
  }
}
