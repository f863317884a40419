package dev.ringbus.store.postgres;

import dev.ringbus.store.postgres.DeliveryRows.LaneKey;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Makes deliveries due that were at rest. In steps, each a transaction of its own, so that a
 * hundred thousand of them neither hold a hundred thousand locks nor begin anew when one step
 * fails.
 */
final class Revival {

  private static final int STEP = 500;

  static final String LOCK_CALLS =
      """
      SELECT c.id FROM calls c
      WHERE c.id IN (SELECT d.call FROM deliveries d WHERE d.id = ANY ($1::bigint[]))
      ORDER BY c.id FOR NO KEY UPDATE
      """;

  /** Whoever claims a head now is waited for, and is then seen to be sending. */
  static final String LOCK_HEADS =
      """
      SELECT d.id FROM deliveries d WHERE d.call = ANY ($1::bigint[]) AND d.head
      ORDER BY d.id FOR UPDATE
      """;

  private final Database database;

  Revival(Database database) {
    this.database = database;
  }

  /** Who wants it. */
  enum Kind {
    /** The CRM: what is too old for it is dropped all the same, and what is unknown stays so. */
    RESUME("CASE WHEN d.state = 'parked' THEN 'waiting' ELSE d.state END", "d.stale_at", "false"),
    /** A person, who has decided; what is unknown stays so all the same. */
    REPLAY("CASE WHEN d.state = 'unknown' THEN d.state ELSE 'waiting' END", "NULL", "true");

    private final String state;
    private final String staleAt;
    private final String isDecided;

    Kind(String state, String staleAt, String isDecided) {
      this.state = state;
      this.staleAt = staleAt;
      this.isDecided = isDecided;
    }
  }

  /** How many there were that match. */
  Mono<Long> all(Criteria matching, Kind kind, Instant now) {
    return step(matching, 0, kind, now)
        .expand(step -> step.isLast() ? Mono.empty() : step(matching, step.lastId(), kind, now))
        .reduce(0L, (sum, step) -> sum + step.revived());
  }

  private record Step(long lastId, long revived, boolean isLast) {}

  private Mono<Step> step(Criteria matching, long after, Kind kind, Instant now) {
    return database.transaction(session -> {
      Criteria criteria = matching.copy();
      criteria.and("d.id > ?", after);
      String limit = criteria.parameter(STEP);
      return session
          .query(
              "SELECT d.id FROM deliveries d WHERE %s ORDER BY d.id LIMIT %s"
                  .formatted(criteria.where(), limit),
              row -> row.number("id"),
              criteria.values())
          .flatMap(ids ->
              ids.isEmpty()
                  ? Mono.just(new Step(after, 0, true))
                  : revive(session, matching, ids, kind, now)
                      .map(revived -> new Step(ids.getLast(), revived, ids.size() < STEP)));
    });
  }

  private static Mono<Long> revive(
      Session session, Criteria matching, List<Long> ids, Kind kind, Instant now) {
    Object candidates = ids.toArray(Long[]::new);
    Criteria criteria = matching.copy().and("d.id = ANY (?::bigint[])", candidates);
    String dueAt = criteria.parameter(DatabaseTime.of(now));
    return session
        .query(LOCK_CALLS, row -> row.number("id"), candidates)
        .flatMap(calls ->
            session.query(LOCK_HEADS, row -> row.number("id"), (Object) calls.toArray(Long[]::new)))
        .then(
            session.query(
                """
                UPDATE deliveries d
                SET state = %1$s, due_at = %2$s, attempts = 0, finished_at = NULL, stale_at = %3$s,
                    first_due_at = CASE
                      WHEN d.state IN ('waiting', 'unknown') THEN d.first_due_at ELSE %2$s END,
                    replayed = d.replayed OR %4$s AND d.state = 'unknown'
                WHERE %5$s RETURNING d.call, d.crm, d.lane
                """
                    .formatted(kind.state, dueAt, kind.staleAt, kind.isDecided, criteria.where()),
                DeliveryRows::lane,
                criteria.values()))
        .flatMap(revived -> {
          Set<LaneKey> lanes = new LinkedHashSet<>(revived);
          return DeliveryRows.promote(session, lanes).thenReturn((long) revived.size());
        });
  }
}
