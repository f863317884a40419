package dev.ringbus.routing;

import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.model.Integration;

/** How calls of one integration are decided about. */
sealed interface Route {

  /**
   * By a plan.
   *
   * @param dialect of the PBX that calls, which says what it can do
   */
  record Planned(Integration integration, PbxDialect dialect, PreparedPlan plan) implements Route {}

  /**
   * Not at all.
   *
   * @param why a remark
   */
  record None(String why) implements Route {}
}
