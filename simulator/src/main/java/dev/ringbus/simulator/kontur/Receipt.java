package dev.ringbus.simulator.kontur;

import dev.ringbus.model.LegProgress;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The CRM took something.
 *
 * @param call its external id
 * @param progress of a leg, with {@code call-event}
 * @param timestamp as it was sent
 */
public record Receipt(
    String call,
    Operation operation,
    @Nullable LegProgress progress,
    @Nullable OffsetDateTime timestamp,
    Instant receivedAt) {

  static Receipt of(KnownCall call, Notice notice) {
    return new Receipt(
        call.externalId() == null ? call.communicationId() : call.externalId(),
        notice.operation(),
        notice.leg() == null ? null : notice.leg().progress(),
        notice.timestamp(),
        notice.receivedAt());
  }
}
