package dev.ringbus.crmsync.delivery;

import dev.ringbus.crmsync.delivery.Breaker.State;
import dev.ringbus.crmsync.delivery.Throttle.Place;
import java.time.Duration;
import java.time.Instant;

/**
 * How much of its recordings a workspace is given now: files, and what attaches them to calls that
 * are registered. A CRM whose place for files is broken takes notices and registrations as ever, so
 * what it says to these operations counts here alone. While it does not answer at all it is given
 * no recordings either. Not safe for threads.
 */
final class RecordingThrottle {

  /** When something is looked at again that found others before it. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final Breaker breaker = new Breaker();
  private final Throttle workspace;
  private boolean probing;

  RecordingThrottle(Throttle workspace) {
    this.workspace = workspace;
  }

  /** Lets one through at once: the workspace is set differently now. */
  void renew() {
    breaker.tryAgain();
  }

  State breaker(Instant now) {
    return breaker.state(now);
  }

  /**
   * How many files may begin.
   *
   * @param atMost at once
   * @param underWay of them
   */
  int room(Instant now, int atMost, int underWay) {
    int most =
        switch (workspace.breaker(now)) {
          case CLOSED -> atMost;
          // One finds out as well as any other operation, and there may be no other.
          case HALF_OPEN -> 1;
          case OPEN -> 0;
        };
    return mayBegin(now)
        ? Math.min(most - underWay, breaker.state(now) == State.CLOSED ? atMost : 1)
        : 0;
  }

  /** Whether anything may begin, as far as recordings go. */
  boolean mayBegin(Instant now) {
    return switch (breaker.state(now)) {
      case CLOSED -> true;
      case HALF_OPEN -> !probing;
      case OPEN -> false;
    };
  }

  /** When to look again at what may not begin now. */
  Instant again(Instant now) {
    return breaker.state(now) == State.OPEN ? breaker.opensAgain() : now.plus(TURN);
  }

  /** An operation begins. */
  Place begin(Instant now) {
    if (breaker.state(now) == State.HALF_OPEN) {
      probing = true;
      return Place.PROBE;
    }
    return Place.ORDINARY;
  }

  /** It is over. */
  void end(Place place, Sign sign, Instant now, double chance) {
    if (place == Place.PROBE) {
      probing = false;
    }
    if (place == Place.PROBE || breaker.state(now) == State.CLOSED) {
      learn(sign, now, chance);
    }
  }

  private void learn(Sign sign, Instant now, double chance) {
    switch (sign) {
      case Sign.Answered() -> {
        breaker.succeeded(now);
        workspace.isThere(now);
      }
      case Sign.Failed() -> breaker.failed(now, chance);
      case Sign.TooMuch(Duration pause) when pause.isZero() -> breaker.failed(now, chance);
      case Sign.TooMuch(Duration pause) -> breaker.pause(now, pause);
      case Sign.Refused() -> breaker.refused(now, chance);
      case Sign.None() -> {}
    }
  }
}
