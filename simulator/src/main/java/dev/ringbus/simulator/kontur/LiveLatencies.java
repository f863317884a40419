package dev.ringbus.simulator.kontur;

import dev.ringbus.simulator.exchange.Latencies;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * How old live notices are when they come, by what they say of their time. What is older than an
 * hour, or of the future, is a PBX whose clock is not ours.
 */
final class LiveLatencies {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final Duration OLDEST = Duration.ofHours(1);

  private final Histogram micros = new Histogram(SIGNIFICANT_DIGITS);
  private long longest;

  synchronized void add(Receipt receipt) {
    boolean isLive =
        switch (receipt.operation()) {
          case CALL_STARTED, CALL_EVENT, CALL_FINISHED -> true;
          default -> false;
        };
    if (isLive && receipt.timestamp() != null) {
      Duration age = Duration.between(receipt.timestamp().toInstant(), receipt.receivedAt());
      if (!age.isNegative() && age.compareTo(OLDEST) < 0) {
        long value = age.toNanos() / 1_000;
        micros.recordValue(value);
        longest = Math.max(longest, value);
      }
    }
  }

  synchronized Latencies figures() {
    return Latencies.of(micros, longest);
  }
}
