package dev.ringbus.model;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that is connected, as whoever steers it must know it after a restart: the value of a
 * record on {@code ringbus.live-calls}, under the call key; a tombstone says that the call has
 * ended.
 *
 * @param direction absent if its PBX does not say it
 * @param connectedAt when the conversation began, by the PBX's time
 * @param offered what its PBX was told, and what nothing has proven yet, the oldest first
 * @param askedNoMore why its CRM is no longer asked about this call; absent while it is
 */
public record LiveCall(
    IntegrationId integration,
    Platform platform,
    CallId callId,
    @Nullable Direction direction,
    OffsetDateTime connectedAt,
    List<OfferedInstruction> offered,
    @Nullable String askedNoMore) {

  public LiveCall {
    offered = List.copyOf(offered);
  }

  /** Its Kafka key. */
  public CallKey key() {
    return new CallKey(integration, callId);
  }

  /**
   * An instruction that was written into the answer to a poll.
   *
   * @param offers how often it was, this time included
   */
  public record OfferedInstruction(
      WaitingInstruction instruction, OffsetDateTime offeredAt, int offers) {}
}
