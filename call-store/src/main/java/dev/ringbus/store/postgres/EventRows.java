package dev.ringbus.store.postgres;

import dev.ringbus.model.CallEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The table {@code call_events}. */
final class EventRows {

  static final String LOAD =
      "SELECT call, body FROM call_events WHERE call = ANY ($1::bigint[]) ORDER BY call, n";

  private static final String ADD =
      """
      INSERT INTO call_events (call, n, body)
      SELECT e.call, e.n, e.body::json
      FROM unnest($1::bigint[], $2::int[], $3::text[]) AS e (call, n, body)
      """;

  private EventRows() {}

  /**
   * An event that is not stored yet.
   *
   * @param n which of its call it is, from 0
   */
  record NewEvent(long call, int n, CallEvent event) {}

  /** The events of each call that has any, in the order in which they were received. */
  static Mono<Map<Long, List<CallEvent>>> load(Session session, Collection<Long> calls) {
    if (calls.isEmpty()) {
      return Mono.just(Map.of());
    }
    return session
        .query(
            LOAD,
            row -> Map.entry(row.number("call"), row.json("body", CallEvent.class)),
            (Object) Columns.longs(calls, call -> call))
        .map(rows -> {
          Map<Long, List<CallEvent>> events = new HashMap<>();
          rows.forEach(row ->
              events.computeIfAbsent(row.getKey(), _ -> new ArrayList<>()).add(row.getValue()));
          return events;
        });
  }

  static Mono<Long> add(Session session, List<NewEvent> events) {
    return session.update(
        ADD,
        Columns.longs(events, NewEvent::call),
        Columns.ints(events, NewEvent::n),
        Columns.json(events, NewEvent::event));
  }
}
