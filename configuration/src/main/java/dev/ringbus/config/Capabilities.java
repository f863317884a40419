package dev.ringbus.config;

import dev.ringbus.config.Integrations.CheckedIntegration;
import dev.ringbus.config.Plans.Asked;
import dev.ringbus.config.Plans.CheckedPlan;
import dev.ringbus.config.Plans.MidCall;
import dev.ringbus.config.Plans.Stated;
import dev.ringbus.config.yaml.Place;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Integration;
import java.util.List;
import java.util.function.Function;

/** Checks that each PBX can do what its plan may decide. */
final class Capabilities {

  private final CheckedIntegration checked;
  private final Inspection inspection;

  private Capabilities(CheckedIntegration checked, Inspection inspection) {
    this.checked = checked;
    this.inspection = inspection;
  }

  static void check(
      List<CheckedPlan> plans, List<CheckedIntegration> integrations, Inspection inspection) {
    for (CheckedPlan plan : plans) {
      if (integrations.stream().noneMatch(it -> isOf(it, plan))) {
        inspection.notice(plan.place(), "no integration uses this plan");
      }
    }
    for (CheckedIntegration integration : integrations) {
      Capabilities its = new Capabilities(integration, inspection);
      plans.stream().filter(plan -> isOf(integration, plan)).forEach(its::check);
    }
  }

  private static boolean isOf(CheckedIntegration integration, CheckedPlan plan) {
    return integration.plan().filter(plan.plan().id()::equals).isPresent();
  }

  private void check(CheckedPlan plan) {
    Function<Decision, List<String>> ever =
        decision -> checked.dialect().fit(decision, null).dropped();
    plan.decisions().forEach(it -> check(it, ever));
    plan.asked().forEach(it -> check(it, ever));
    check(plan.midCall());
  }

  private void check(MidCall midCall) {
    if (checked.dialect().polling().isEmpty()) {
      midCall
          .rules()
          .forEach(rule ->
              cannotBeFollowed(
                  rule.label(), rule.place(), "this PBX does not ask during a conversation"));
      return;
    }
    Polls polls = new Polls(checked);
    midCall.decisions().forEach(it -> check(it, polls::dropped));
    midCall.asked().forEach(it -> check(it, polls::dropped));
  }

  private void check(Stated stated, Function<Decision, List<String>> dropped) {
    dropped
        .apply(stated.decision())
        .forEach(reason -> cannotBeFollowed(stated.label(), stated.place(), reason));
  }

  /** What is yielded for some users only is no fault: for the others the next rule is there. */
  private void check(Asked asked, Function<Decision, List<String>> dropped) {
    List<String> reasons =
        asked.possible().stream()
            .flatMap(decision -> dropped.apply(decision).stream().limit(1))
            .toList();
    if (reasons.isEmpty()) {
      return;
    }
    if (reasons.size() == asked.possible().size()) {
      cannotBeFollowed(asked.label(), asked.place(), reasons.getFirst());
      return;
    }
    Integration integration = checked.account().integration();
    inspection.notice(
        asked.place(),
        "%s yields nothing for %d of %d users on the integration %s (%s): %s"
            .formatted(
                asked.label(),
                reasons.size(),
                asked.possible().size(),
                integration.id(),
                integration.platform(),
                reasons.getFirst()));
  }

  private void cannotBeFollowed(String label, Place place, String why) {
    Integration integration = checked.account().integration();
    inspection.fault(
        place,
        "%s cannot be followed by the integration %s (%s): %s"
            .formatted(label, integration.id(), integration.platform(), why));
  }
}
