package dev.ringbus.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Routing's answer to a {@link DecisionRequest}: the value on {@code ringbus.decision-replies}.
 *
 * @param plan the routing plan that was applied; absent when there was none to apply
 * @param planVersion the version of that plan
 * @param rule the rule that decided; absent when none did
 * @param source where the decision came from
 * @param latency time spent in routing
 * @param remarks why earlier rules did not decide (an {@code ask} that failed or timed out, an
 *     instruction that this PBX cannot follow at this moment), in order
 */
public record DecisionReply(
    String correlationId,
    Decision decision,
    @Nullable String plan,
    @Nullable String planVersion,
    @Nullable String rule,
    DecisionSource source,
    Duration latency,
    List<String> remarks) {

  public DecisionReply {
    remarks = List.copyOf(remarks);
  }
}
