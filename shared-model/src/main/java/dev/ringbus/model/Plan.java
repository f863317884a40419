package dev.ringbus.model;

import java.time.Duration;
import java.util.List;

/**
 * How calls of the integrations that name it are decided about.
 *
 * @param deadline the hub's whole budget, from the receipt of the PBX's request
 * @param rules in order; the first that yields an instruction which the calling PBX can follow wins
 * @param otherwise the answer when no rule yields one, when the deadline passes, or when routing is
 *     down; held in ingress memory
 */
public record Plan(
    String id, Duration deadline, List<Rule> rules, Decision otherwise, String version)
    implements ConfigResource {

  /** The budget of a plan that names none, and of integrations without a plan. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofMillis(1500);

  public Plan {
    rules = List.copyOf(rules);
  }

  @Override
  public String key() {
    return "plan/" + id;
  }
}
