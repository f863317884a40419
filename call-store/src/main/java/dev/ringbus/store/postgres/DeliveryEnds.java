package dev.ringbus.store.postgres;

import dev.ringbus.store.PlannedDelivery;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Ends what workspaces are told of calls. Whoever applies it holds the locks of the calls. */
final class DeliveryEnds {

  static final String DROP =
      """
      UPDATE deliveries d
      SET state = 'dropped', head = false, finished_at = e.at, reason = e.reason
      FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::text[])
        AS e (call, crm, at, reason)
      WHERE d.call = e.call AND d.crm = e.crm AND d.state IN ('waiting', 'sending', 'unknown')
      """;

  private static final String REMEMBER =
      """
      INSERT INTO deliveries
        (call, crm, lane, operation, name, payload, due_at, first_due_at, finished_at, reason,
         state, head, created_at)
      SELECT e.call, e.crm, e.lane, e.operation, e.name, e.payload, e.at, e.at, e.at, e.reason,
        'dropped', false, $9
      FROM unnest(
          $1::bigint[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[],
          $7::text[], $8::text[])
        AS e (call, crm, at, reason, lane, operation, name, payload)
      ON CONFLICT (call, crm, md5(name)) DO NOTHING
      """;

  private DeliveryEnds() {}

  /** That a workspace is told nothing more of a call. */
  record End(long call, PlannedDelivery planned, Instant at, String reason) {}

  /** Drops what is open of the calls. */
  static Mono<Long> drop(Session session, List<End> ends) {
    return ends.isEmpty()
        ? Mono.just(0L)
        : session.update(
            DROP,
            Columns.longs(ends, End::call),
            Columns.texts(ends, end -> end.planned().crm()),
            Columns.times(ends, End::at),
            Columns.texts(ends, End::reason));
  }

  /** Drops what is open of the calls, and remembers that this is so. */
  static Mono<Void> cutOff(Session session, List<End> ends, Instant now) {
    return drop(session, ends)
        .then(
            session.update(
                REMEMBER,
                Columns.longs(ends, End::call),
                Columns.texts(ends, end -> end.planned().crm()),
                Columns.times(ends, End::at),
                Columns.texts(ends, End::reason),
                Columns.texts(ends, end -> DeliveryRows.name(end.planned().lane())),
                Columns.texts(ends, end -> end.planned().operation()),
                Columns.texts(ends, end -> end.planned().name()),
                Columns.texts(ends, end -> end.planned().payload()),
                DatabaseTime.of(now)))
        .then();
  }
}
