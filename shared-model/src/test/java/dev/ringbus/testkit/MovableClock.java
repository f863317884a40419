package dev.ringbus.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that a test moves, forward or back. Between moves it stands, so that a test says to the
 * nanosecond what time it is, or it goes on with the system's, where processes of their own have to
 * agree with it.
 */
public final class MovableClock extends Clock {

  private static final Instant SOME_DAY = Instant.parse("2026-11-20T12:00:00Z");

  private final Clock unmoved;
  private final AtomicReference<Duration> moved;

  private MovableClock(Clock unmoved, AtomicReference<Duration> moved) {
    this.unmoved = unmoved;
    this.moved = moved;
  }

  /** One that stands at a time that does not matter. */
  public static MovableClock standing() {
    return standing(SOME_DAY);
  }

  /** One that stands. */
  public static MovableClock standing(Instant at) {
    return new MovableClock(Clock.fixed(at, ZoneOffset.UTC), new AtomicReference<>(Duration.ZERO));
  }

  /** One that goes with the system's. */
  public static MovableClock going() {
    return new MovableClock(Clock.systemUTC(), new AtomicReference<>(Duration.ZERO));
  }

  /** Puts it forward by so much, or back by as much less than nothing. */
  public void move(Duration by) {
    moved.updateAndGet(by::plus);
  }

  @Override
  public Instant instant() {
    return unmoved.instant().plus(moved.get());
  }

  @Override
  public ZoneId getZone() {
    return unmoved.getZone();
  }

  /** The same clock, read in another zone: both move together. */
  @Override
  public Clock withZone(ZoneId zone) {
    return new MovableClock(unmoved.withZone(zone), moved);
  }
}
