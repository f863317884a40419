package dev.ringbus.store;

import dev.ringbus.model.CallKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A delivery, as people see it. */
public record DeliveryView(
    long id,
    String crm,
    CallKey call,
    String name,
    String operation,
    DeliveryState state,
    int attempts,
    @Nullable String reason,
    Instant createdAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant finishedAt) {}
