package dev.ringbus.config;

import dev.ringbus.config.Integrations.CheckedIntegration;
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
      plans.stream()
          .filter(plan -> isOf(integration, plan))
          .flatMap(plan -> plan.decisions().stream())
          .forEach(stated -> check(stated, integration, inspection));
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
}
