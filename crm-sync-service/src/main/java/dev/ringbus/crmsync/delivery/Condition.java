package dev.ringbus.crmsync.delivery;

import dev.ringbus.store.WorkspaceReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a workspace does at a moment.
 *
 * @param breaker of notices and registrations; while it is open recordings rest as well
 * @param recordings of uploads and attachments alone
 * @param lastFailure while recordings rest why they do, else the reason of the last attempt that
 *     did not go through
 */
record Condition(
    Breaker.State breaker,
    Breaker.State recordings,
    double ratePerSecond,
    int inFlight,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant lastFailureAt,
    @Nullable String lastFailure) {

  /** Of a workspace that cannot be told anything as it is set. */
  static Condition unusable(Instant now, String why) {
    return new Condition(Breaker.State.OPEN, Breaker.State.CLOSED, 0, 0, null, now, why);
  }

  WorkspaceReport report(String crm, String instance, Instant now) {
    return new WorkspaceReport(
        crm,
        instance,
        now,
        breaker.wireName(),
        ratePerSecond,
        inFlight,
        lastSuccessAt,
        lastFailureAt,
        lastFailure);
  }
}
