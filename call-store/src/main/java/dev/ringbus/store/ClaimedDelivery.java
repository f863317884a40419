package dev.ringbus.store;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is ours for a while.
 *
 * @param claim of this claim alone: a later one of the same delivery has a higher number, also
 *     after a person had it sent again, so that {@code id} and {@code claim} name an attempt
 * @param call as stored now; absent for a call that never came to be
 * @param communicationId the workspace's id of the call, as far as it is known
 * @param planned with {@code notBefore} as the time when it last fell due
 * @param attempts how many were made before; none since a person had it sent again
 * @param state waiting; or unknown, if the answer to an earlier attempt was lost, or its process
 *     died while it was sent and its repetition would show
 * @param replayed whether a person had it sent again while it was unknown: if the CRM cannot tell
 *     whether it has it, it is sent. That holds for one attempt
 * @param files that were uploaded for this call, in the order of time
 */
public record ClaimedDelivery(
    long id,
    long claim,
    String crm,
    CallKey callKey,
    @Nullable Call call,
    @Nullable String communicationId,
    PlannedDelivery planned,
    int attempts,
    DeliveryState state,
    boolean replayed,
    Instant createdAt,
    List<UploadedFile> files) {

  public ClaimedDelivery {
    files = List.copyOf(files);
  }

  /** One that nobody had sent again while it was unknown. */
  public ClaimedDelivery(
      long id,
      long claim,
      String crm,
      CallKey callKey,
      @Nullable Call call,
      @Nullable String communicationId,
      PlannedDelivery planned,
      int attempts,
      DeliveryState state,
      Instant createdAt,
      List<UploadedFile> files) {
    this(
        id,
        claim,
        crm,
        callKey,
        call,
        communicationId,
        planned,
        attempts,
        state,
        false,
        createdAt,
        files);
  }
}
