package dev.ringbus.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a workspace does.
 *
 * @param lag how long the longest due delivery has been waiting; absent if nothing is due
 * @param counts of deliveries that are not sent, by state
 * @param reports one of each instance
 */
public record WorkspaceView(
    String crm,
    @Nullable Duration lag,
    Map<DeliveryState, Long> counts,
    List<WorkspaceReport> reports) {}
