package dev.ringbus.model;

import java.time.OffsetDateTime;

/**
 * What a live call's PBX is told at its next poll: the value of a record on {@code
 * ringbus.instructions}, under the call key; a tombstone takes it away.
 *
 * @param id of this instruction: outcomes refer to it
 * @param source who wants it, for example {@code crm/acme-kontur}
 */
public record WaitingInstruction(
    String id,
    IntegrationId integration,
    CallId callId,
    Instruction instruction,
    String source,
    OffsetDateTime requestedAt,
    OffsetDateTime expiresAt) {

  /** Its Kafka key. */
  public CallKey key() {
    return new CallKey(integration, callId);
  }
}
