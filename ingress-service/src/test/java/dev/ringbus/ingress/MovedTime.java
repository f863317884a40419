package dev.ringbus.ingress;

import dev.ringbus.testkit.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A clock and a timer that stand until they are moved, both by the same. */
final class MovedTime {

  private final MovableClock clock = MovableClock.standing();
  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

  Clock clock() {
    return clock;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** Moves by steps of a millisecond, so that what a timer does sees the time of the timer. */
  void move(Duration by) {
    Instant end = clock.instant().plus(by);
    scheduler.advanceTime();
    while (clock.instant().isBefore(end)) {
      clock.move(Duration.ofMillis(1));
      scheduler.advanceTimeBy(Duration.ofMillis(1));
    }
  }
}
