package dev.ringbus.routing;

import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionSource;
import org.jspecify.annotations.Nullable;

/**
 * What was decided.
 *
 * @param rule the rule that decided; absent when none did
 */
record Verdict(Decision decision, DecisionSource source, @Nullable String rule) {

  static final Verdict NEUTRAL = new Verdict(Decision.NEUTRAL, DecisionSource.NEUTRAL, null);
}
