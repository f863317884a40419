package dev.ringbus.routing;

import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;

/** How calls of one integration are decided about. */
sealed interface Route {

  /**
   * By a plan.
   *
   * @param dialect of the PBX that calls, which says what it can do
   */
  record Planned(Integration integration, PbxDialect dialect, PreparedPlan plan) implements Route {}

  /** Not at all, since nobody wanted it: the answer is always neutral. */
  record Unplanned(IntegrationId integration) implements Route {}

  /**
   * Not at all, since this view of the configuration, or this version of the service, lacks
   * something.
   *
   * @param why a remark
   */
  record Unusable(String why) implements Route {}
}
