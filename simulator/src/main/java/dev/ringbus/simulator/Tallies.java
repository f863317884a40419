package dev.ringbus.simulator;

import dev.ringbus.model.Platform;
import dev.ringbus.simulator.exchange.Figures;
import dev.ringbus.simulator.exchange.Tally;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tally of each platform, in the order in which they are asked for. */
final class Tallies {

  private final Map<Platform, Tally> tallies = new LinkedHashMap<>();
  private final Duration deadline;

  Tallies(Duration deadline) {
    this.deadline = deadline;
  }

  Tally of(Line line) {
    return tallies.computeIfAbsent(
        line.installation().platform(), platform -> new Tally(platform, deadline));
  }

  List<Figures> figures() {
    return tallies.values().stream().map(Tally::figures).toList();
  }
}
