package dev.ringbus.config;

import dev.ringbus.config.ExpressionChecker.Finding;
import dev.ringbus.config.yaml.Place;
import dev.ringbus.config.yaml.Setting;
import java.util.Set;

/**
 * Checks the conditions of rules.
 *
 * @param calendars the ids that {@code open} may be given
 */
record Conditions(Inspection inspection, ExpressionChecker expressions, Set<String> calendars) {

  /** Whether a rule with this condition applies to every call; reports what is wrong with it. */
  boolean applyAlways(Setting<String> when) {
    return when.value()
        .map(condition -> isAlwaysTrue(condition, when.place()))
        .orElse(!when.isWritten());
  }

  private boolean isAlwaysTrue(String condition, Place place) {
    return switch (expressions.check(condition, calendars)) {
      case Finding.AlwaysTrue() -> true;
      case Finding.Depends() -> false;
      case Finding.AlwaysFalse() -> {
        inspection.fault(place, "expected a condition that can be true, this one is always false");
        yield false;
      }
      case Finding.Wrong(String message, int line, int column) -> {
        String where = line > 1 ? "line " + line + ", column " + column : "column " + column;
        inspection.fault(place, message + " (" + where + " of the condition)");
        yield false;
      }
    };
  }
}
