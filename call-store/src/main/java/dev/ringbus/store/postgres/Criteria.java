package dev.ringbus.store.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of a search, all of which hold, and their values. */
final class Criteria {

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /**
   * One more.
   *
   * @param condition with a question mark where the value goes
   */
  Criteria and(String condition, Object value) {
    conditions.add(condition.replace("?", parameter(value)));
    return this;
  }

  /** One more, if there is a value for it. */
  Criteria andIf(String condition, @Nullable Object value) {
    return value == null ? this : and(condition, value);
  }

  Criteria and(String condition) {
    conditions.add(condition);
    return this;
  }

  /** Adds a value, and returns what stands for it in the statement. */
  String parameter(Object value) {
    values.add(value);
    return "$" + values.size();
  }

  /** Another one that begins as this does. */
  Criteria copy() {
    Criteria copy = new Criteria();
    copy.conditions.addAll(conditions);
    copy.values.addAll(values);
    return copy;
  }

  String where() {
    return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
  }

  Object[] values() {
    return values.toArray();
  }
}
