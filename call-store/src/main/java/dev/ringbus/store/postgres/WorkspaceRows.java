package dev.ringbus.store.postgres;

import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.WorkspaceReport;
import dev.ringbus.store.WorkspaceView;
import io.r2dbc.spi.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** How workspaces do: counted from {@code deliveries}, and as instances reported it. */
final class WorkspaceRows {

  private static final String PUT =
      """
      INSERT INTO workspace_reports
        (crm, instance, at, breaker, rate_per_second, in_flight, last_success_at, last_failure_at,
         last_failure)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (crm, instance) DO UPDATE
      SET at = excluded.at, breaker = excluded.breaker,
          rate_per_second = excluded.rate_per_second, in_flight = excluded.in_flight,
          last_success_at = excluded.last_success_at, last_failure_at = excluded.last_failure_at,
          last_failure = excluded.last_failure
      """;

  private static final String REPORTS = "SELECT * FROM workspace_reports ORDER BY crm, instance";

  private static final String COUNTS =
      """
      SELECT crm, state, count(*) AS count FROM deliveries WHERE state <> 'sent'
      GROUP BY crm, state
      """;

  /** The first of each lane, from the index of heads. */
  static final String OLDEST_DUE =
      """
      SELECT w.crm, (
          SELECT d.first_due_at FROM deliveries d
          WHERE d.crm = w.crm AND d.head AND d.first_due_at <= $1
          ORDER BY d.first_due_at LIMIT 1) AS first_due_at
      FROM unnest($2::text[]) AS w (crm)
      """;

  private WorkspaceRows() {}

  static Mono<Long> put(Session session, WorkspaceReport report) {
    return session.update(
        PUT,
        DatabaseText.write(report.crm()),
        DatabaseText.write(report.instance()),
        DatabaseTime.of(report.at()),
        report.breaker(),
        report.ratePerSecond(),
        report.inFlight(),
        time(report.lastSuccessAt()),
        time(report.lastFailureAt()),
        report.lastFailure() == null
            ? Parameters.in(String.class)
            : DatabaseText.write(report.lastFailure()));
  }

  private static Object time(@Nullable Instant time) {
    return time == null ? Parameters.in(Instant.class) : DatabaseTime.of(time);
  }

  /** A workspace while it is gathered. */
  private static final class Found {
    final Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    final List<WorkspaceReport> reports = new ArrayList<>();
    @Nullable Instant oldestDue;

    WorkspaceView view(String crm, Instant now) {
      Duration lag = oldestDue == null ? null : Duration.between(oldestDue, now);
      return new WorkspaceView(crm, lag, counts, reports);
    }
  }

  static Mono<List<WorkspaceView>> views(Session session, Instant now) {
    Map<String, Found> found = new TreeMap<>();
    return reports(session, found)
        .then(counts(session, found))
        .then(Mono.defer(() -> oldestDue(session, found, now)))
        .then(
            Mono.fromSupplier(() ->
                found.entrySet().stream()
                    .map(entry -> entry.getValue().view(entry.getKey(), now))
                    .toList()));
  }

  private static Mono<?> reports(Session session, Map<String, Found> found) {
    return session.query(REPORTS, row -> of(found, row.text("crm")).reports.add(report(row)));
  }

  private static Mono<?> counts(Session session, Map<String, Found> found) {
    return session.query(
        COUNTS,
        row ->
            of(found, row.text("crm"))
                .counts
                .merge(row.named("state", DeliveryState.class), row.number("count"), Long::sum));
  }

  private static Mono<?> oldestDue(Session session, Map<String, Found> found, Instant now) {
    return session.query(
        OLDEST_DUE,
        row -> {
          Found of = of(found, row.text("crm"));
          of.oldestDue = row.optionalTime("first_due_at");
          return of;
        },
        DatabaseTime.of(now),
        Columns.texts(found.keySet(), crm -> crm));
  }

  private static Found of(Map<String, Found> found, String crm) {
    return found.computeIfAbsent(crm, _ -> new Found());
  }

  private static WorkspaceReport report(Row row) {
    return new WorkspaceReport(
        row.text("crm"),
        row.text("instance"),
        row.time("at"),
        row.text("breaker"),
        row.fraction("rate_per_second"),
        row.count("in_flight"),
        row.optionalTime("last_success_at"),
        row.optionalTime("last_failure_at"),
        row.optionalText("last_failure"));
  }
}
