package dev.ringbus.simulator.load;

import java.time.Duration;

/**
 * How a load went.
 *
 * @param elapsed from the end of the warm-up to the last answer
 * @param requests that were measured
 * @param unsent requests that were due, and never found a connection
 */
public record LoadFigures(Arrivals arrivals, Duration elapsed, long requests, long unsent) {

  /** Requests a second that were answered or given up. */
  public double perSecond() {
    return elapsed.isZero() ? 0 : requests / (elapsed.toNanos() / 1e9);
  }
}
