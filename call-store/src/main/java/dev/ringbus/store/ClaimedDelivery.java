package dev.ringbus.store;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is ours for a while.
 *
 * @param claim of this claim alone: a later one of the same delivery has another
 * @param call as stored now; absent for a call that never came to be
 * @param communicationId the workspace's id of the call, as far as it is known
 * @param attempts how many were made before
 * @param state waiting; or unknown, if the answer to an earlier attempt was lost or its process
 *     died while it was sent
 * @param files that were uploaded for this call, with the time when
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
    Instant createdAt,
    List<UploadedFile> files) {

  public ClaimedDelivery {
    files = List.copyOf(files);
  }
}
