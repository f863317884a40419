package dev.ringbus.crmsync.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Rings at the earliest of the times that it is set to. Used on its owner's worker alone. */
final class Alarm {

  private final Scheduler.Worker worker;
  private final Clock clock;
  private final Runnable ring;
  private final Disposable.Swap timer = Disposables.swap();
  private @Nullable Instant at;

  Alarm(Scheduler.Worker worker, Clock clock, Runnable ring) {
    this.worker = worker;
    this.clock = clock;
    this.ring = ring;
  }

  /** Rings then at the latest. */
  void set(Instant wanted) {
    if (at != null && !wanted.isBefore(at)) {
      return;
    }
    at = wanted;
    // Not a moment too early: what is due then would not be yet.
    long millis =
        Math.max(0, Duration.between(clock.instant(), wanted).plusNanos(999_999).toMillis());
    timer.update(worker.schedule(this::rings, millis, TimeUnit.MILLISECONDS));
  }

  private void rings() {
    at = null;
    ring.run();
  }
}
