package dev.ringbus.store.postgres;

import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.FinishedDelivery.CutOff;
import dev.ringbus.store.FinishedDelivery.Deferred;
import dev.ringbus.store.FinishedDelivery.Dropped;
import dev.ringbus.store.FinishedDelivery.Parked;
import dev.ringbus.store.FinishedDelivery.Postponed;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.FinishedDelivery.Unsettled;
import dev.ringbus.store.FinishedDelivery.Uploaded;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finishes one batch of claims: first the claims themselves, then what follows from them. */
final class Finishing {

  /** Only what is still held is finished, and is returned. */
  static final String FINISH =
      """
      WITH f AS (
          SELECT * FROM unnest(
            $1::bigint[], $2::bigint[], $3::text[], $4::timestamptz[], $5::int[], $6::text[],
            $7::boolean[], $8::boolean[])
          AS f (id, claim, state, at, attempts, reason, anew, replayed)),
        locked AS MATERIALIZED (
          SELECT c.id FROM calls c
          WHERE c.id IN (SELECT d.call FROM deliveries d JOIN f ON f.id = d.id)
          ORDER BY c.id FOR NO KEY UPDATE)
      UPDATE deliveries d
      SET state = f.state, attempts = d.attempts + f.attempts, reason = f.reason,
          replayed = f.replayed, head = d.head AND f.state IN ('waiting', 'unknown'),
          due_at = CASE WHEN f.state IN ('waiting', 'unknown') THEN f.at ELSE d.due_at END,
          first_due_at = CASE WHEN f.anew THEN f.at ELSE d.first_due_at END,
          finished_at = CASE WHEN f.state IN ('waiting', 'unknown') THEN NULL ELSE f.at END,
          payload = CASE WHEN f.state = 'sent' THEN '' ELSE d.payload END
      FROM f, locked
      WHERE d.id = f.id AND d.claim = f.claim AND d.state = 'sending' AND locked.id = d.call
      RETURNING d.id, d.claim, d.call, d.crm, d.lane, coalesce(d.precedes, d.id) AS place
      """;

  private final Map<ClaimKey, FinishedDelivery> finished = new LinkedHashMap<>();
  private final Instant now;

  Finishing(List<FinishedDelivery> finished, Instant now) {
    finished.forEach(one ->
        this.finished.putIfAbsent(new ClaimKey(one.claimed().id(), one.claimed().claim()), one));
    this.now = now;
  }

  private record ClaimKey(long delivery, long claim) {}

  /** How a row of {@code deliveries} changes. */
  private record Change(
      FinishedDelivery of,
      DeliveryState state,
      Instant at,
      int attempts,
      @Nullable String reason) {}

  Mono<Void> in(Session session) {
    List<Change> changes = finished.values().stream().map(Finishing::change).toList();
    return session
        .query(
            FINISH,
            row -> new Held(finished(row), DeliveryRows.lane(row), row.number("place")),
            Columns.longs(changes, change -> change.of().claimed().id()),
            Columns.longs(changes, change -> change.of().claimed().claim()),
            Columns.texts(changes, change -> change.state().wireName()),
            Columns.times(changes, Change::at),
            Columns.ints(changes, Change::attempts),
            Columns.texts(changes, Change::reason),
            Columns.flags(changes, change -> change.of() instanceof Deferred),
            Columns.flags(changes, change -> isStillReplayed(change.of())))
        .flatMap(held -> new Consequences(inOrder(held), now).in(session));
  }

  private FinishedDelivery finished(Row row) {
    ClaimKey key = new ClaimKey(row.number("id"), row.number("claim"));
    return Objects.requireNonNull(finished.get(key));
  }

  /** In the order in which they were given, which is that of the deliveries which follow. */
  private List<Held> inOrder(Collection<Held> held) {
    Map<FinishedDelivery, Held> byFinished = new HashMap<>();
    held.forEach(one -> byFinished.put(one.finished(), one));
    return finished.values().stream().filter(byFinished::containsKey).map(byFinished::get).toList();
  }

  /** Whether what a person has decided is still to be done. */
  private static boolean isStillReplayed(FinishedDelivery of) {
    boolean isUntouched =
        switch (of) {
          case Postponed postponed -> !postponed.isAttempt();
          case Unsettled unsettled -> !unsettled.isSent();
          case Sent _, Uploaded _, Deferred _, Parked _, CutOff _, Dropped _ -> false;
        };
    return isUntouched && of.claimed().replayed();
  }

  private static Change change(FinishedDelivery of) {
    return switch (of) {
      case Sent sent -> new Change(of, DeliveryState.SENT, sent.at(), 1, sent.remark());
      case Uploaded uploaded ->
          new Change(of, DeliveryState.SENT, uploaded.at(), 1, uploaded.remark());
      case Postponed postponed ->
          postponed.isAttempt()
              ? new Change(of, DeliveryState.WAITING, postponed.until(), 1, postponed.reason())
              : new Change(
                  of, postponed.claimed().state(), postponed.until(), 0, postponed.reason());
      case Deferred deferred ->
          new Change(of, DeliveryState.WAITING, deferred.until(), 1, deferred.reason());
      case Unsettled unsettled ->
          new Change(of, DeliveryState.UNKNOWN, unsettled.until(), 1, unsettled.reason());
      case Parked parked -> new Change(of, DeliveryState.PARKED, parked.at(), 1, parked.reason());
      case CutOff cutOff ->
          new Change(
              of, DeliveryState.DROPPED, cutOff.at(), cutOff.isAttempt() ? 1 : 0, cutOff.reason());
      case Dropped dropped ->
          new Change(of, DeliveryState.DROPPED, dropped.at(), 0, dropped.reason());
    };
  }
}
