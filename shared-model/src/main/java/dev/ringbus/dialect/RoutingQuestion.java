package dev.ringbus.dialect;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Platform;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The PBX waits for an answer about a call.
 *
 * @param event what happened; the most telling event of the request, since its type is what {@code
 *     call.event} is in rules ({@code digits.received} rather than {@code decision.asked})
 */
public record RoutingQuestion(CallEvent event) {

  /**
   * The poll of a connected call, which is no event itself: the last one it could be.
   *
   * @param direction absent if it is not known
   */
  public static RoutingQuestion atPoll(
      CallKey call, Platform platform, @Nullable Direction direction, OffsetDateTime at) {
    return new RoutingQuestion(
        CallEvent.builder()
            .id(call + "/poll")
            .type(CallEventType.LEG_CONNECTED)
            .integration(call.integration())
            .platform(platform)
            .callId(call.callId())
            .direction(direction)
            .occurredAt(at)
            .receivedAt(at)
            .build());
  }
}
