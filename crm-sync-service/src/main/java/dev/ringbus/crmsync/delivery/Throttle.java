package dev.ringbus.crmsync.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much a workspace is given now: nothing while its breaker is open, one operation while it is
 * half open, else as many at once and as many a second as it has shown to bear. Not safe for
 * threads.
 */
final class Throttle {

  /** What one claim brings while one operation is to find out: stale notices may come first. */
  private static final int TO_PROBE = 16;

  /** Of all places, those that attachments of recordings may take: notices need the others. */
  private static final int ATTACHING_PART = 4;

  private final Breaker breaker = new Breaker();
  private final int operationsPerSecond;
  private AdaptiveConcurrency concurrency;
  private AdaptiveRate rate;
  private int inFlight;
  private int attaching;
  private boolean probing;

  Throttle(int concurrency, int operationsPerSecond, Instant now) {
    this.operationsPerSecond = operationsPerSecond;
    this.concurrency = new AdaptiveConcurrency(concurrency);
    this.rate = new AdaptiveRate(operationsPerSecond, now);
  }

  /** A place for one operation. */
  enum Place {
    ORDINARY,
    /** Its result decides whether the breaker closes. */
    PROBE
  }

  /** Forgets what it learned: the workspace is set differently now. */
  void renew(int concurrency, Instant now) {
    this.concurrency = new AdaptiveConcurrency(concurrency);
    this.rate = new AdaptiveRate(operationsPerSecond, now);
    breaker.tryAgain();
  }

  Breaker.State breaker(Instant now) {
    return breaker.state(now);
  }

  double ratePerSecond() {
    return rate.rate();
  }

  int inFlight() {
    return inFlight;
  }

  /** When an open breaker lets one operation through. */
  Instant breakerOpensAgain() {
    return breaker.opensAgain();
  }

  /** How many deliveries it makes sense to have at hand now. */
  int room(Instant now) {
    return switch (breaker.state(now)) {
      case OPEN -> 0;
      case HALF_OPEN -> probing ? 0 : TO_PROBE;
      case CLOSED -> Math.min(concurrency.limit() - inFlight, rate.available(now));
    };
  }

  /** Whether an operation may begin. */
  boolean mayBegin(Instant now) {
    return switch (breaker.state(now)) {
      case OPEN -> false;
      case HALF_OPEN -> !probing && rate.available(now) > 0;
      case CLOSED -> inFlight < concurrency.limit() && rate.available(now) > 0;
    };
  }

  /** When time alone lets an operation begin that may not begin now; empty if it will not. */
  Optional<Instant> nextAt(Instant now) {
    if (breaker.state(now) == Breaker.State.OPEN) {
      return Optional.of(breaker.opensAgain());
    }
    return rate.available(now) > 0 ? Optional.empty() : Optional.of(rate.nextAt(now));
  }

  /** An operation begins. */
  Place begin(Instant now) {
    inFlight++;
    rate.take(now);
    if (breaker.state(now) == Breaker.State.HALF_OPEN) {
      probing = true;
      return Place.PROBE;
    }
    return Place.ORDINARY;
  }

  /** It is over. */
  void end(Place place, Sign sign, Duration took, Instant now, double chance) {
    inFlight--;
    if (place == Place.PROBE) {
      probing = false;
    }
    if (place == Place.PROBE || breaker.state(now) == Breaker.State.CLOSED) {
      learn(sign, took, now, chance);
    }
  }

  /** Whether a recording may be attached now, as far as other recordings go. */
  boolean isRoomToAttach(Instant now) {
    int most =
        breaker.state(now) == Breaker.State.CLOSED
            ? Math.max(1, concurrency.limit() / ATTACHING_PART)
            : 1;
    return attaching < most;
  }

  /** Whether it may as far as the workspace goes: it needs a place, and finds out nothing. */
  boolean mayAttach(Instant now) {
    boolean isPlace =
        breaker.state(now) == Breaker.State.HALF_OPEN || inFlight < concurrency.limit();
    return isPlace && rate.available(now) > 0;
  }

  /** A recording begins to be attached. */
  void beginAttaching(Instant now) {
    inFlight++;
    attaching++;
    rate.take(now);
  }

  /** It is over. What came of it is the concern of {@link RecordingThrottle}. */
  void endAttaching() {
    inFlight--;
    attaching--;
  }

  /** It answered something that decides nothing but whether it is back. */
  void isThere(Instant now) {
    if (breaker.state(now) == Breaker.State.HALF_OPEN) {
      breaker.succeeded(now);
    }
  }

  private void learn(Sign sign, Duration took, Instant now, double chance) {
    switch (sign) {
      case Sign.Answered() -> {
        breaker.succeeded(now);
        concurrency.answered(now, took);
      }
      // A time-out, a fault, or "too many" without a word on when to come again.
      case Sign.Failed() -> {
        breaker.failed(now, chance);
        concurrency.failed(now);
      }
      case Sign.TooMuch(Duration pause) -> rate.tooMuch(now, pause);
      case Sign.Refused() -> breaker.refused(now, chance);
      case Sign.None() -> {}
    }
  }
}
