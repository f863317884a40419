package dev.ringbus.store.postgres;

import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The table {@code deliveries}, as those write it who hold the locks of its calls. */
final class DeliveryRows {

  static final String KNOWN =
      """
      SELECT call, crm, lane, name, state IN ('waiting', 'sending', 'unknown') AS open
      FROM deliveries WHERE call = ANY ($1::bigint[])
      """;

  private static final String ADD =
      """
      INSERT INTO deliveries
        (call, crm, lane, operation, name, payload, due_at, first_due_at, stale_at, precedes,
         head, created_at)
      SELECT p.call, p.crm, p.lane, p.operation, p.name, p.payload, p.due_at, p.due_at, p.stale_at,
        p.precedes, p.head, $11
      FROM unnest(
          $1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::timestamptz[], $8::timestamptz[], $9::bigint[], $10::boolean[]) WITH ORDINALITY
        AS p (call, crm, lane, operation, name, payload, due_at, stale_at, precedes, head, n)
      ORDER BY p.n
      ON CONFLICT (call, crm, md5(name)) DO NOTHING
      """;

  /** Of what is open in a lane: what is being sent, else what goes before, else the oldest. */
  static final String PROMOTE =
      """
      UPDATE deliveries d SET head = (d.id = first.id)
      FROM (
          SELECT DISTINCT ON (o.call, o.crm, o.lane) o.call, o.crm, o.lane, o.id
          FROM unnest($1::bigint[], $2::text[], $3::text[]) AS l (call, crm, lane)
          JOIN deliveries o ON o.call = l.call AND o.crm = l.crm AND o.lane = l.lane
          WHERE o.state IN ('waiting', 'sending', 'unknown')
          ORDER BY o.call, o.crm, o.lane, o.state = 'sending' DESC,
            coalesce(o.precedes, o.id), o.precedes IS NULL, o.id
        ) AS first
      WHERE d.call = first.call AND d.crm = first.crm AND d.lane = first.lane
        AND d.state IN ('waiting', 'sending', 'unknown') AND d.head <> (d.id = first.id)
      """;

  private DeliveryRows() {}

  /** What goes in order. */
  record LaneKey(long call, String crm, Lane lane) {}

  /**
   * What has been planned for a call.
   *
   * @param keys of all that ever was
   * @param openLanes those in which something is open
   */
  record Known(Set<String> keys, Set<LaneKey> openLanes) {
    static final Known NOTHING = new Known(Set.of(), Set.of());
  }

  /**
   * A delivery to be added, unless it is there.
   *
   * @param precedes what it goes before
   * @param head whether it is the first open one of its lane
   */
  record NewDelivery(long call, PlannedDelivery planned, @Nullable Long precedes, boolean head) {}

  static Mono<Map<Long, Known>> known(Session session, Collection<Long> calls) {
    if (calls.isEmpty()) {
      return Mono.just(Map.of());
    }
    record Found(LaneKey lane, String name, boolean open) {}
    return session
        .query(
            KNOWN,
            row -> new Found(lane(row), row.text("name"), row.flag("open")),
            (Object) Columns.longs(calls, call -> call))
        .map(rows -> {
          Map<Long, Known> known = new HashMap<>();
          for (Found found : rows) {
            Known of =
                known.computeIfAbsent(
                    found.lane().call(), _ -> new Known(new HashSet<>(), new HashSet<>()));
            of.keys().add(PlannedDelivery.key(found.lane().crm(), found.name()));
            if (found.open()) {
              of.openLanes().add(found.lane());
            }
          }
          return known;
        });
  }

  /** What is added of these to a call of which that much is known. */
  static List<NewDelivery> news(long call, Known known, List<PlannedDelivery> planned) {
    Set<String> keys = new HashSet<>(known.keys());
    Set<LaneKey> open = new HashSet<>(known.openLanes());
    List<NewDelivery> added = new ArrayList<>();
    for (PlannedDelivery one : planned) {
      if (keys.add(one.key())) {
        boolean head = open.add(new LaneKey(call, one.crm(), one.lane()));
        added.add(new NewDelivery(call, one, null, head));
      }
    }
    return added;
  }

  static Mono<Long> add(Session session, List<NewDelivery> deliveries, Instant now) {
    if (deliveries.isEmpty()) {
      return Mono.just(0L);
    }
    return session.update(
        ADD,
        Columns.longs(deliveries, NewDelivery::call),
        Columns.texts(deliveries, one -> one.planned().crm()),
        Columns.texts(deliveries, one -> name(one.planned().lane())),
        Columns.texts(deliveries, one -> one.planned().operation()),
        Columns.texts(deliveries, one -> one.planned().name()),
        Columns.texts(deliveries, one -> one.planned().payload()),
        Columns.times(deliveries, one -> one.planned().notBefore()),
        Columns.times(deliveries, one -> one.planned().staleAt()),
        Columns.longs(deliveries, NewDelivery::precedes),
        Columns.flags(deliveries, NewDelivery::head),
        DatabaseTime.of(now));
  }

  /** Makes heads of what is now first in these lanes. */
  static Mono<Long> promote(Session session, Set<LaneKey> lanes) {
    if (lanes.isEmpty()) {
      return Mono.just(0L);
    }
    return session.update(
        PROMOTE,
        Columns.longs(lanes, LaneKey::call),
        Columns.texts(lanes, LaneKey::crm),
        Columns.texts(lanes, key -> name(key.lane())));
  }

  static LaneKey lane(Row row) {
    return new LaneKey(row.number("call"), row.text("crm"), row.named("lane", Lane.class));
  }

  static String name(Lane lane) {
    return lane.name().toLowerCase(Locale.ROOT);
  }
}
