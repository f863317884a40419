package dev.ringbus.config;

import java.util.Set;

/** Checks the conditions of rules; routing, which evaluates them, stands behind it. */
@FunctionalInterface
public interface ExpressionChecker {

  /**
   * What there is to say of a condition; never throws, whatever the text.
   *
   * @param calendars the names that {@code open} may be given
   */
  Finding check(String expression, Set<String> calendars);

  /** What there is to say of a condition. */
  sealed interface Finding {

    /** It can be used, and its value depends on the call or the time. */
    record Depends() implements Finding {}

    /** It is true whatever the call. */
    record AlwaysTrue() implements Finding {}

    /** It is false whatever the call. */
    record AlwaysFalse() implements Finding {}

    /**
     * It cannot be used.
     *
     * @param message what is wrong and what would be right
     * @param line from 1, inside the expression
     * @param column from 1
     */
    record Wrong(String message, int line, int column) implements Finding {}
  }
}
