package dev.ringbus.store.postgres;

import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.Inquiries.Page;
import dev.ringbus.store.Inquiries.PageRequest;
import dev.ringbus.store.UnknownPage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Looks for deliveries. The ids are in the order in which they were planned. */
final class DeliverySearch {

  private static final String SELECT =
      """
      SELECT d.id, d.crm, d.name, d.operation, d.state, d.attempts, d.reason, d.created_at,
        d.due_at, d.finished_at, c.integration, c.call_id
      FROM deliveries d JOIN calls c ON c.id = d.call
      WHERE
      """;

  private static final Pattern ID = Pattern.compile("\\d{1,18}");

  private DeliverySearch() {}

  static Criteria criteria(DeliveryFilter filter) {
    DeliveryState state = filter.state();
    Criteria criteria =
        new Criteria()
            .andIf("d.crm = ?", text(filter.crm()))
            .andIf("d.state = ?", state == null ? null : state.wireName())
            .andIf("d.operation = ?", text(filter.operation()))
            .andIf("d.created_at >= ?", time(filter.from()))
            .andIf("d.created_at < ?", time(filter.to()));
    if (filter.call() != null) {
      criteria.and(
          "d.call = (SELECT k.id FROM calls k WHERE k.key_hash = ?)", CallRows.hash(filter.call()));
    }
    // Says it so that the planner sees it: the index is of all but what was sent.
    return state == null || state == DeliveryState.SENT
        ? criteria
        : criteria.and("d.state <> 'sent'");
  }

  static Mono<Page<DeliveryView>> page(Session session, DeliveryFilter filter, PageRequest page) {
    Criteria criteria = criteria(filter);
    if (page.after() != null) {
      if (!ID.matcher(page.after()).matches()) {
        throw new UnknownPage();
      }
      criteria.and("d.id < ?", Long.parseLong(page.after()));
    }
    String limit = criteria.parameter(page.size() + 1);
    return session
        .query(
            SELECT + criteria.where() + " ORDER BY d.id DESC LIMIT " + limit,
            DeliverySearch::view,
            criteria.values())
        .map(found -> Pages.cut(found, page.size(), view -> view, view -> "" + view.id()));
  }

  static Mono<Optional<DeliveryView>> find(Session session, long id) {
    return all(session, new Criteria().and("d.id = ?", id))
        .map(found -> found.stream().findFirst());
  }

  /** Those of a call, in the order in which they were planned. */
  static Mono<List<DeliveryView>> of(Session session, long call) {
    return all(session, new Criteria().and("d.call = ?", call));
  }

  private static Mono<List<DeliveryView>> all(Session session, Criteria criteria) {
    return session.query(
        SELECT + criteria.where() + " ORDER BY d.id", DeliverySearch::view, criteria.values());
  }

  private static DeliveryView view(Row row) {
    DeliveryState state = row.named("state", DeliveryState.class);
    boolean isWaiting = state == DeliveryState.WAITING || state == DeliveryState.UNKNOWN;
    return new DeliveryView(
        row.number("id"),
        row.text("crm"),
        CallRows.key(row),
        row.text("name"),
        row.text("operation"),
        state,
        row.count("attempts"),
        row.optionalText("reason"),
        row.time("created_at"),
        isWaiting ? row.time("due_at") : null,
        row.optionalTime("finished_at"));
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null ? null : DatabaseText.write(text);
  }

  private static @Nullable Instant time(@Nullable Instant time) {
    return time == null ? null : DatabaseTime.of(time);
  }
}
