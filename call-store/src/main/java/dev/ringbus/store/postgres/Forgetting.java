package dev.ringbus.store.postgres;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Removes what is old, a little at a time. */
final class Forgetting {

  static final String OLD_CALLS =
      """
      SELECT c.id FROM calls c
      WHERE c.created_at < $1 AND c.changed_at < $1 AND NOT c.live
        AND NOT EXISTS (
          SELECT FROM deliveries d
          WHERE d.call = c.id AND d.state IN ('waiting', 'sending', 'unknown'))
      ORDER BY c.created_at LIMIT $2 FOR UPDATE OF c SKIP LOCKED
      """;

  private static final List<String> OF_CALLS =
      List.of(
          "DELETE FROM deliveries WHERE call = ANY ($1::bigint[])",
          "DELETE FROM uploaded_files WHERE call = ANY ($1::bigint[])",
          "DELETE FROM workspace_calls WHERE call = ANY ($1::bigint[])",
          "DELETE FROM call_events WHERE call = ANY ($1::bigint[])",
          "DELETE FROM calls WHERE id = ANY ($1::bigint[])");

  private static final String ORIGINATIONS =
      "DELETE FROM originations WHERE requested_at < $1 AND state <> 'awaited'";

  private static final String REPORTS = "DELETE FROM workspace_reports WHERE at < $1";

  private Forgetting() {}

  /** How many calls were removed, or how many instructions if there were more of them. */
  static Mono<Integer> forget(Session session, Instant before, int limit) {
    Instant time = DatabaseTime.of(before);
    return session
        .query(OLD_CALLS, row -> row.number("id"), time, limit)
        .flatMap(calls ->
            remove(session, calls)
                .then(session.update(ORIGINATIONS, time))
                .then(session.update(REPORTS, time))
                .then(InstructionRows.forget(session, before, limit))
                .map(instructions -> Math.max(calls.size(), instructions)));
  }

  private static Mono<Void> remove(Session session, List<Long> calls) {
    Object ids = calls.toArray(Long[]::new);
    return calls.isEmpty()
        ? Mono.empty()
        : Flux.fromIterable(OF_CALLS).concatMap(sql -> session.update(sql, ids)).then();
  }
}
