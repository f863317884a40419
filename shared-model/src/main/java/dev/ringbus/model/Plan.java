package dev.ringbus.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How calls of the integrations that name it are decided about.
 *
 * @param deadline the hub's whole budget, from the receipt of the PBX's request
 * @param rules in order; the first that yields an instruction which the calling PBX can follow wins
 * @param midCall what a connected call's PBX is told at its next poll: evaluated in order on each
 *     event of the call after its connection, and the first that yields an instruction wins
 * @param otherwise the answer when no rule yields one, when the deadline passes, or when routing is
 *     down; held in ingress memory
 */
public record Plan(
    String id,
    Duration deadline,
    List<Rule> rules,
    List<Rule> midCall,
    Decision otherwise,
    String version)
    implements ConfigResource {

  /** The budget of a plan that names none, and of integrations without a plan. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofMillis(1500);

  // Written out: a plan from before there were rules for connected calls has none.
  public Plan(
      String id,
      Duration deadline,
      List<Rule> rules,
      @Nullable List<Rule> midCall,
      Decision otherwise,
      String version) {
    this.id = id;
    this.deadline = deadline;
    this.rules = List.copyOf(rules);
    this.midCall = midCall == null ? List.of() : List.copyOf(midCall);
    this.otherwise = otherwise;
    this.version = version;
  }

  /** A plan with no rules for connected calls. */
  public Plan(String id, Duration deadline, List<Rule> rules, Decision otherwise, String version) {
    this(id, deadline, rules, List.of(), otherwise, version);
  }

  /** Whether a rule for a call that waits asks that CRM. */
  public boolean asks(String crm) {
    return rules.stream().anyMatch(rule -> asks(rule, crm));
  }

  /** Whether a rule for a connected call asks that CRM. */
  public boolean asksDuringCall(String crm) {
    return midCall.stream().anyMatch(rule -> asks(rule, crm));
  }

  private static boolean asks(Rule rule, String crm) {
    return rule.action() instanceof Rule.AskCrm ask && ask.crm().equals(crm);
  }

  @Override
  public String key() {
    return "plan/" + id;
  }
}
