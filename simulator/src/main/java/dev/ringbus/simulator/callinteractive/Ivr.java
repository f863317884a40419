package dev.ringbus.simulator.callinteractive;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a call is in the IVR.
 *
 * @param node the option whose URL is asked
 * @param digits what the caller typed
 * @param passed the time since the last question
 */
record Ivr(String node, @Nullable String digits, Duration passed) {

  static final String FIRST_NODE = "node-1";

  /** A call that has just come in. */
  static Ivr entered() {
    return new Ivr(FIRST_NODE, null, Duration.ZERO);
  }

  Ivr at(String option) {
    return new Ivr(option, digits, passed);
  }

  Ivr typed(String more) {
    return new Ivr(node, more, passed);
  }

  Ivr after(Duration time) {
    return new Ivr(node, digits, passed.plus(time));
  }

  /** The same place, where time begins to count again. */
  Ivr asked() {
    return new Ivr(node, digits, Duration.ZERO);
  }
}
