package dev.ringbus.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one instance does with a workspace.
 *
 * @param breaker {@code closed}, {@code open} or {@code half-open}
 * @param ratePerSecond what the adaptive limit allows now
 * @param lastFailure the reason of the last failure
 */
public record WorkspaceReport(
    String crm,
    String instance,
    Instant at,
    String breaker,
    double ratePerSecond,
    int inFlight,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant lastFailureAt,
    @Nullable String lastFailure) {}
