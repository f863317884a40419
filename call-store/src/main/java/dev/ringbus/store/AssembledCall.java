package dev.ringbus.store;

import dev.ringbus.model.Call;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call's events amount to.
 *
 * @param closeAt when it is closed if no end comes; absent once it is over
 * @param deliveries to be added, in this order; one whose key is there already is not added again
 * @param answers the request of a CRM that this call follows, if any: it gets that request's
 *     communication id
 */
public record AssembledCall(
    Call call,
    @Nullable Instant closeAt,
    List<PlannedDelivery> deliveries,
    @Nullable Origination answers) {

  public AssembledCall {
    deliveries = List.copyOf(deliveries);
  }
}
