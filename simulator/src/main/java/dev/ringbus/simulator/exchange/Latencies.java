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
  static Latencies of(Histogram micros, long max) {
    return new Latencies(
        micros(micros.getValueAtPercentile(50)),
        micros(micros.getValueAtPercentile(90)),
        micros(micros.getValueAtPercentile(99)),
        micros(micros.getValueAtPercentile(99.9)),
        micros(max));
  }

  private static Duration micros(long value) {
    return Duration.of(value, ChronoUnit.MICROS);
  }
}
