package dev.ringbus.simulator.audit;

import dev.ringbus.simulator.exchange.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How fast a CRM was told.
 *
 * @param live from the acknowledgement of a report to the CRM's receipt of the notice
 * @param notices that were measured
 * @param unmatched notices with a time that no report has
 * @param registration from the acknowledgement of a call's end to its registration
 * @param ended calls whose end was acknowledged
 * @param registered calls
 * @param lags calls that had ended and were not registered, second by second
 */
public record NoticeFigures(
    Latencies live,
    long notices,
    long unmatched,
    Latencies registration,
    long ended,
    long registered,
    List<Integer> lags) {

  public NoticeFigures {
    lags = List.copyOf(lags);
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "crm: %d live notices after their acknowledgement: %s%s"
            .formatted(
                notices,
                millis(live),
                unmatched == 0 ? "" : ", %d without a report of their time".formatted(unmatched)));
    lines.add(
        "crm: %d of %d ended calls registered: %s"
            .formatted(registered, ended, millis(registration)));
    if (!lags.isEmpty()) {
      lines.add(
          "crm: ended and not registered: %s in the first half, %s in the second, at most %d"
              .formatted(
                  mean(lags.subList(0, lags.size() / 2)),
                  mean(lags.subList(lags.size() / 2, lags.size())),
                  lags.stream().mapToInt(Integer::intValue).max().orElse(0)));
    }
    return lines;
  }

  private static String mean(List<Integer> values) {
    return String.format(
        Locale.ROOT, "%.1f", values.stream().mapToInt(Integer::intValue).average().orElse(0));
  }

  private static String millis(Latencies latencies) {
    return "p50 %s ms, p90 %s, p99 %s, p99.9 %s, max %s"
        .formatted(
            millis(latencies.p50()),
            millis(latencies.p90()),
            millis(latencies.p99()),
            millis(latencies.p999()),
            millis(latencies.max()));
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
  }
}
