package dev.ringbus.config;

import dev.ringbus.config.file.PlanEntry;
import dev.ringbus.config.file.RuleEntry;
import dev.ringbus.config.yaml.Place;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks routing plans, whatever PBX they are for. */
final class Plans {

  /** The shortest time that a PBX is known to wait. */
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(2);

  private final Inspection inspection;
  private final Rules rules;

  Plans(Inspection inspection, Rules rules) {
    this.inspection = inspection;
    this.rules = rules;
  }

  /**
   * A plan as far as it was read.
   *
   * @param decisions what the plan itself may decide
   * @param asked what its questions to workspaces may yield
   * @param midCall its rules for connected calls
   */
  record CheckedPlan(
      Plan plan, Place place, List<Stated> decisions, List<Asked> asked, MidCall midCall) {}

  /**
   * The rules for connected calls, whose PBX reads what they yield at its next poll.
   *
   * @param rules all of them
   * @param decisions what they may decide by themselves
   * @param asked what their questions to workspaces may yield
   */
  record MidCall(List<Named> rules, List<Stated> decisions, List<Asked> asked) {}

  /**
   * A rule.
   *
   * @param label {@code the rule closed}
   */
  record Named(String label, Place place) {}

  /**
   * A decision that stands in the file.
   *
   * @param label what states it: {@code the rule closed}, {@code otherwise}
   */
  record Stated(String label, Place place, Decision decision) {}

  /**
   * What may come of a question to a workspace.
   *
   * @param label what asks: {@code the rule owner}
   * @param possible a decision for each number of its users
   */
  record Asked(String label, Place place, List<Decision> possible) {}

  List<CheckedPlan> of(Map<String, Setting<PlanEntry>> entries) {
    List<CheckedPlan> plans = new ArrayList<>();
    entries.forEach(
        (id, setting) -> setting.ifGiven(entry -> plans.add(plan(id, entry, setting.place()))));
    return plans;
  }

  private CheckedPlan plan(String id, PlanEntry entry, Place place) {
    Duration deadline = entry.deadline().value().orElse(Plan.DEFAULT_DEADLINE);
    if (deadline.compareTo(SHORTEST_PATIENCE) > 0) {
      inspection.notice(
          entry.deadline().place(), "some PBXs wait for an answer for 2s only, CoMagic among them");
    }
    List<Setting<RuleEntry>> ruleEntries = entry.rules().value().orElse(List.of());
    List<Stated> decisions = new ArrayList<>(rules.stated(ruleEntries));
    Decision otherwise = Rules.decision(entry.otherwise()).orElse(Decision.NEUTRAL);
    decisions.add(new Stated("otherwise", entry.otherwise().place(), otherwise));
    var checked = rules.of(ruleEntries, entry.deadline());
    List<Setting<RuleEntry>> midCallEntries = entry.midCall().value().orElse(List.of());
    var midCall = rules.of(midCallEntries, entry.deadline());
    Plan plan =
        Versions.stamp(version -> new Plan(id, deadline, checked, midCall, otherwise, version));
    return new CheckedPlan(
        plan,
        place,
        decisions,
        rules.asked(ruleEntries),
        new MidCall(
            rules.named(midCallEntries),
            rules.stated(midCallEntries),
            rules.asked(midCallEntries)));
  }
}
