package dev.ringbus.config;

import dev.ringbus.config.Integrations.CheckedIntegration;
import dev.ringbus.config.Plans.Asked;
import dev.ringbus.config.Plans.CheckedPlan;
import dev.ringbus.config.Plans.Stated;
import dev.ringbus.model.Integration;
import java.util.List;

/** Checks that each PBX can do what its plan may decide. */
final class Capabilities {

  private Capabilities() {}

  static void check(
      List<CheckedPlan> plans, List<CheckedIntegration> integrations, Inspection inspection) {
    for (CheckedPlan plan : plans) {
      if (integrations.stream().noneMatch(it -> isOf(it, plan))) {
        inspection.notice(plan.place(), "no integration uses this plan");
      }
    }
    for (CheckedIntegration integration : integrations) {
      List<CheckedPlan> its = plans.stream().filter(plan -> isOf(integration, plan)).toList();
      its.forEach(plan -> plan.decisions().forEach(it -> check(it, integration, inspection)));
      its.forEach(plan -> plan.asked().forEach(it -> check(it, integration, inspection)));
    }
  }

  private static boolean isOf(CheckedIntegration integration, CheckedPlan plan) {
    return integration.plan().filter(plan.plan().id()::equals).isPresent();
  }

  private static void check(Stated stated, CheckedIntegration checked, Inspection inspection) {
    Integration integration = checked.account().integration();
    for (String dropped : checked.dialect().fit(stated.decision(), null).dropped()) {
      inspection.fault(
          stated.place(),
          "%s cannot be followed by the integration %s (%s): %s"
              .formatted(stated.label(), integration.id(), integration.platform(), dropped));
    }
  }

  /** What is yielded for some users only is no fault: for the others the next rule is there. */
  private static void check(Asked asked, CheckedIntegration checked, Inspection inspection) {
    List<String> dropped =
        asked.possible().stream()
            .flatMap(decision -> checked.dialect().fit(decision, null).dropped().stream().limit(1))
            .toList();
    if (dropped.isEmpty()) {
      return;
    }
    Integration integration = checked.account().integration();
    if (dropped.size() == asked.possible().size()) {
      inspection.fault(
          asked.place(),
          "%s cannot be followed by the integration %s (%s): %s"
              .formatted(
                  asked.label(), integration.id(), integration.platform(), dropped.getFirst()));
    } else {
      inspection.notice(
          asked.place(),
          "%s yields nothing for %d of %d users on the integration %s (%s): %s"
              .formatted(
                  asked.label(),
                  dropped.size(),
                  asked.possible().size(),
                  integration.id(),
                  integration.platform(),
                  dropped.getFirst()));
    }
  }
}
