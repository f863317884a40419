package dev.ringbus.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a workspace does.
 *
 * @param lag since when the oldest delivery that is open has been due, however often it was tried
 *     and put off since; absent if nothing is due. Of recordings that are not there yet it counts
 *     from when they are looked for again
 * @param counts of deliveries that are not sent, by state
 * @param reports one of each instance
 */
public record WorkspaceView(
    String crm,
    @Nullable Duration lag,
    Map<DeliveryState, Long> counts,
    List<WorkspaceReport> reports) {}
