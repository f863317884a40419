package dev.ringbus.simulator.exchange;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.HdrHistogram.Histogram;

/** Percentiles of the time from when a request was to be sent to its answer. */
public record Latencies(Duration p50, Duration p90, Duration p99, Duration p999, Duration max) {

  /**
   * Of a histogram of microseconds.
   *
   * @param max exact, since the histogram rounds
   */
  public static Latencies of(Histogram micros, long max) {
    return new Latencies(
        percentile(micros, 50, max),
        percentile(micros, 90, max),
        percentile(micros, 99, max),
        percentile(micros, 99.9, max),
        micros(max));
  }

  private static Duration percentile(Histogram micros, double percentile, long max) {
    return micros(Math.min(micros.getValueAtPercentile(percentile), max));
  }

  private static Duration micros(long value) {
    return Duration.of(value, ChronoUnit.MICROS);
  }
}
