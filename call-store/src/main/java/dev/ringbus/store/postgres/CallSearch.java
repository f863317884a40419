package dev.ringbus.store.postgres;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallState;
import dev.ringbus.store.CallDossier;
import dev.ringbus.store.Inquiries.CallFilter;
import dev.ringbus.store.Inquiries.Page;
import dev.ringbus.store.Inquiries.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Looks for calls. */
final class CallSearch {

  private static final String SELECT =
      "SELECT c.id, c.started_at, c.body FROM calls c WHERE c.started_at IS NOT NULL AND ";

  private static final String LATEST_FIRST = " ORDER BY c.started_at DESC, c.id DESC LIMIT ";

  private static final String ONE =
      "SELECT id, body FROM calls WHERE key_hash = $1 AND body IS NOT NULL";

  private CallSearch() {}

  private record Found(Cursor cursor, Call call) {}

  static Mono<Page<Call>> page(Session session, CallFilter filter, PageRequest page) {
    Criteria criteria =
        new Criteria()
            .andIf("c.started_at >= ?", time(filter.from()))
            .andIf("c.started_at < ?", time(filter.to()))
            .andIf("c.numbers @> ARRAY[?]::text[]", text(filter.number()))
            .andIf("c.integration = ?", text(filter.integration()))
            .andIf("c.state = ?", text(filter.state()));
    if (filter.state() != null && !filter.state().equals(CallState.ENDED.wireName())) {
      criteria.and("c.live");
    }
    if (page.after() != null) {
      Cursor after = Cursor.read(page.after());
      criteria.and(
          "(c.started_at, c.id) < (%s, %s)"
              .formatted(criteria.parameter(after.time()), criteria.parameter(after.id())));
    }
    String limit = criteria.parameter(page.size() + 1);
    return session
        .query(
            SELECT + criteria.where() + LATEST_FIRST + limit,
            row ->
                new Found(
                    new Cursor(row.time("started_at"), row.number("id")),
                    row.json("body", Call.class)),
            criteria.values())
        .map(found -> Pages.cut(found, page.size(), Found::call, one -> one.cursor().toString()));
  }

  static Mono<Optional<CallDossier>> dossier(Session session, CallKey key) {
    record One(long id, Call call) {}
    return session
        .query(
            ONE, row -> new One(row.number("id"), row.json("body", Call.class)), CallRows.hash(key))
        .flatMap(found ->
            found.isEmpty()
                ? Mono.just(Optional.empty())
                : dossier(session, found.getFirst().id(), found.getFirst().call())
                    .map(Optional::of));
  }

  private static Mono<CallDossier> dossier(Session session, long id, Call call) {
    return EventRows.load(session, List.of(id))
        .zipWith(
            DeliverySearch.of(session, id),
            (events, deliveries) -> {
              List<CallEvent> its = events.getOrDefault(id, List.of());
              return new CallDossier(call, its, deliveries);
            });
  }

  private static @Nullable Instant time(@Nullable Instant time) {
    return time == null ? null : DatabaseTime.of(time);
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null ? null : DatabaseText.write(text);
  }
}
