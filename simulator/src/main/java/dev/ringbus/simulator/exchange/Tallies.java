package dev.ringbus.simulator.exchange;

import dev.ringbus.model.Platform;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tally of each platform, in the order in which they are asked for. */
public final class Tallies {

  private final Map<Platform, Tally> tallies = new LinkedHashMap<>();
  private final Duration deadline;

  /**
   * @param deadline after which an answer counts as late
   */
  public Tallies(Duration deadline) {
    this.deadline = deadline;
  }

  public Tally of(Platform platform) {
    return tallies.computeIfAbsent(platform, each -> new Tally(each, deadline));
  }

  public List<Figures> figures() {
    return tallies.values().stream().map(Tally::figures).toList();
  }
}
