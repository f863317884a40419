package dev.ringbus.routing;

import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionRequest;
import java.util.List;

/**
 * What a plan has for a moment in a call.
 *
 * @param rules of the plan, for this moment
 * @param otherwise what is answered if none of them yields anything; nothing during a call, where
 *     nobody waits
 * @param answered the moment at which the PBX is told, by which it is known what it can do
 */
record Occasion(List<PreparedRule> rules, Decision otherwise, RoutingQuestion answered) {

  static Occasion of(DecisionRequest request, PreparedPlan plan) {
    return switch (request.moment()) {
      case WAITING ->
          new Occasion(plan.rules(), plan.otherwise(), new RoutingQuestion(request.event()));
      case MID_CALL ->
          new Occasion(
              plan.midCall(), Decision.NEUTRAL, new RoutingQuestion(poll(request.event())));
    };
  }

  /**
   * The next poll of a connected call: no event itself, so that of the connection stands for it.
   * What happened just now may be a moment at which the PBX takes something else, or nothing.
   */
  private static CallEvent poll(CallEvent event) {
    return CallEvent.builder()
        .id(event.id() + "/poll")
        .type(CallEventType.LEG_CONNECTED)
        .integration(event.integration())
        .platform(event.platform())
        .callId(event.callId())
        .direction(event.direction())
        .occurredAt(event.occurredAt())
        .receivedAt(event.receivedAt())
        .build();
  }
}
