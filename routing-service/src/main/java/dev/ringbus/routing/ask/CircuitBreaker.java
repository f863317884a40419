package dev.ringbus.routing.ask;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Leaves a CRM alone that failed several times in a row: a caller on the line should not wait out
 * the time limit of somebody who is known to be down. After a rest one question tries again, and
 * its result decides for all.
 */
final class CircuitBreaker {

  /** Whether to ask. */
  enum Permit {
    ASK,
    REST
  }

  private record State(int failures, Instant until) {}

  private static final State FINE = new State(0, Instant.MIN);

  private final int limit;
  private final Duration rest;
  private final Clock clock;
  private final AtomicReference<State> state = new AtomicReference<>(FINE);

  CircuitBreaker(int limit, Duration rest, Clock clock) {
    this.limit = limit;
    this.rest = rest;
    this.clock = clock;
  }

  /** To be asked before each question; of those that ask when a rest is over one may go on. */
  Permit permit() {
    State now = state.get();
    if (now.failures() < limit) {
      return Permit.ASK;
    }
    if (clock.instant().isBefore(now.until())) {
      return Permit.REST;
    }
    // The one that goes on may never come back, so the others wait for another rest at most.
    State next = new State(now.failures(), clock.instant().plus(rest));
    return state.compareAndSet(now, next) ? Permit.ASK : Permit.REST;
  }

  /**
   * Counts a result.
   *
   * @param hadItsFullTime a time-out counts only then: what earlier rules used up is not the CRM's
   *     fault
   */
  void note(AskResult result, boolean hadItsFullTime) {
    switch (result) {
      case AskResult.Instructed _, AskResult.Nothing _ -> succeeded();
      case AskResult.Failed(AskResult.Failure failure, String _) -> {
        switch (failure) {
          case UNREACHABLE, UNAVAILABLE, TOO_LARGE -> failed();
          case TIMEOUT -> {
            if (hadItsFullTime) {
              failed();
            }
          }
          case REFUSED, MALFORMED -> succeeded();
          case BUSY,
              RESTING,
              UNSAYABLE,
              NO_PASSWORD,
              UNKNOWN_CRM,
              NOT_ACTIVATED,
              NO_CLIENT,
              INTERNAL -> {}
        }
      }
    }
  }

  void succeeded() {
    state.set(FINE);
  }

  void failed() {
    Instant until = clock.instant().plus(rest);
    state.updateAndGet(now -> new State(Math.min(limit, now.failures() + 1), until));
  }
}
