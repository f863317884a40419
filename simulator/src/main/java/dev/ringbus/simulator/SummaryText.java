package dev.ringbus.simulator;

import dev.ringbus.simulator.exchange.Figures;
import dev.ringbus.simulator.exchange.Latencies;
import dev.ringbus.simulator.load.Arrivals;
import dev.ringbus.simulator.load.LoadFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A summary as text: a table, and below it whatever needs words. */
final class SummaryText {

  private SummaryText() {}

  static List<String> lines(SimulationSummary summary) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "platform",
            "sent",
            "answered",
            "valid",
            "invalid",
            "unanswered",
            "late",
            "p50 ms",
            "p90",
            "p99",
            "p99.9",
            "max"));
    for (Figures figures : summary.platforms()) {
      lines.add(row(figures));
    }
    for (Figures figures : summary.platforms()) {
      addWords(figures, lines);
    }
    summary.load().ifPresent(load -> lines.add(line(load)));
    lines.add("seed " + summary.seed());
    return lines;
  }

  private static String row(Figures figures) {
    Latencies latencies = figures.latencies();
    return row(
        figures.platform().value(),
        Long.toString(figures.sent()),
        Long.toString(figures.answered()),
        Long.toString(figures.valid()),
        Long.toString(figures.invalid().count()),
        Long.toString(figures.unanswered().count()),
        Long.toString(figures.late()),
        millis(latencies.p50()),
        millis(latencies.p90()),
        millis(latencies.p99()),
        millis(latencies.p999()),
        millis(latencies.max()));
  }

  private static String row(Object... cells) {
    return "%-16s%9s%10s%9s%9s%12s%7s%11s%9s%9s%9s%9s".formatted(cells);
  }

  private static void addWords(Figures figures, List<String> lines) {
    String platform = figures.platform() + ": ";
    if (figures.calls() > 0) {
      lines.add(
          "%s%d calls, %d given up%s"
              .formatted(
                  platform,
                  figures.calls(),
                  figures.givenUp().count(),
                  figures.curtailed().count() == 0
                      ? ""
                      : ", %d curtailed".formatted(figures.curtailed().count())));
    }
    if (!figures.manners().isEmpty()) {
      lines.add(
          platform
              + figures.manners().entrySet().stream()
                  .sorted(Map.Entry.comparingByKey())
                  .map(entry -> entry.getValue() + " " + entry.getKey().word())
                  .collect(Collectors.joining(", ")));
    }
    figures.givenUp().examples().forEach(why -> lines.add(platform + "given up: " + why));
    figures.curtailed().examples().forEach(why -> lines.add(platform + "curtailed: " + why));
    figures.invalid().examples().forEach(why -> lines.add(platform + "invalid: " + why));
    figures.unanswered().examples().forEach(why -> lines.add(platform + "unanswered: " + why));
  }

  private static String line(LoadFigures load) {
    String achieved =
        String.format(
            Locale.ROOT, "%.0f/s over %.1f s", load.perSecond(), load.elapsed().toNanos() / 1e9);
    return switch (load.arrivals()) {
      case Arrivals.Open(double perSecond, int _) ->
          "load: %s asked for %.0f/s in an open loop, never sent: %d"
              .formatted(achieved + ",", perSecond, load.unsent());
      case Arrivals.Saturated(int connections) ->
          "load: %s, saturated with %d connections".formatted(achieved, connections);
    };
  }

  private static String millis(Duration latency) {
    return String.format(Locale.ROOT, "%.2f", latency.toNanos() / 1e6);
  }
}
