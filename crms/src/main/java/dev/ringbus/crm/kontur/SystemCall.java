package dev.ringbus.crm.kontur;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Kontur.CRM calls the integration's server for. Each comes with {@link
 * KonturHeaders#INTEGRATION_ECHO}, which the answer returns unchanged, or the CRM takes it for
 * somebody else's. Read by {@link SystemCallReader}, answered by {@link SystemAnswer}.
 */
public sealed interface SystemCall {

  /**
   * CALL: somebody pressed "call".
   *
   * @param communicationId which {@code call-started} and {@code call-failed} carry
   * @param toUserId of an internal call only
   * @param clientPhone as the CRM wrote it; absent in an internal call
   */
  record Call(
      String communicationId,
      String fromUserId,
      @Nullable String toUserId,
      @Nullable String clientPhone)
      implements SystemCall {}

  /**
   * HANGUP: somebody pressed "hang up".
   *
   * @param id from the path; the vendor's own example has none there
   * @param realtimeCallItemId the leg's id, as {@code call-event} gave it
   */
  record HangUp(@Nullable String id, String realtimeCallItemId, @Nullable String userId)
      implements SystemCall {

    /** The call that the leg belongs to; empty if the id is none of ours. */
    public Optional<CallKey> call() {
      return KonturIds.callOf(realtimeCallItemId);
    }

    /**
     * Which way the call goes, if the leg says so: who began an outgoing call has no number in the
     * id. Every other leg may be of a call of either direction, since in an outgoing one a
     * colleague is called too.
     */
    public Optional<Direction> direction() {
      return KonturIds.isOfCaller(realtimeCallItemId)
          ? Optional.of(Direction.OUTBOUND)
          : Optional.empty();
    }
  }

  /** The scheduled {@code communications/sync}: send what is missing. */
  record Synchronize() implements SystemCall {}

  /** {@code setup/upgrade}: the integration was installed or changed. Nothing is to be done. */
  record Upgrade() implements SystemCall {}
}
