package dev.ringbus.routing;

import dev.ringbus.model.Decision;
import java.time.ZoneId;
import java.util.List;

/**
 * A plan whose conditions are compiled and whose questions are prepared, for the integrations of
 * one time zone.
 */
record PreparedPlan(
    Key key, List<PreparedRule> rules, List<PreparedRule> midCall, Decision otherwise) {

  PreparedPlan {
    rules = List.copyOf(rules);
    midCall = List.copyOf(midCall);
  }

  /** What it was prepared from: the same key is the same plan. */
  record Key(String plan, String version, ZoneId zone) {}
}
