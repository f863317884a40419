package dev.ringbus.crmsync.assembly;

import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Leg.LegChange;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Map;

/** A call whose end was never reported. */
final class OverdueCall {

  private OverdueCall() {}

  /**
   * The end that the hub concludes. Its id is of the call alone: whoever closes the call writes the
   * same event.
   *
   * @param now when it is concluded. Nobody knows when the call ended: the event is dated with the
   *     last that is known of it
   */
  static CallEvent end(Call call, OffsetDateTime now, Duration closeAfter) {
    return CallEvent.builder()
        .id(EventIds.of("ringbus", call.key().toString(), "inferred", "call.ended"))
        .type(CallEventType.CALL_ENDED)
        .integration(call.integration())
        .platform(call.platform())
        .callId(call.callId())
        .direction(call.direction())
        .occurredAt(lastKnown(call))
        .receivedAt(now)
        .clientPhone(call.clientPhone())
        .linePhone(call.linePhone())
        .inferred("no end was reported within " + closeAfter)
        .raw(Map.of())
        .build();
  }

  private static OffsetDateTime lastKnown(Call call) {
    return call.legs().stream()
        .flatMap(leg -> leg.changes().stream())
        .map(LegChange::at)
        .filter(at -> at.isAfter(call.startedAt()))
        .max(Comparator.comparing(OffsetDateTime::toInstant))
        .orElse(call.startedAt());
  }
}
