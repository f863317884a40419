package dev.ringbus.store.postgres;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.CallDossier;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.WorkspaceReport;
import dev.ringbus.store.WorkspaceView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Inquiries of PostgreSQL. */
final class PostgresInquiries implements Inquiries {

  private static final List<DeliveryState> AT_REST =
      List.of(DeliveryState.PARKED, DeliveryState.DROPPED, DeliveryState.UNKNOWN);

  private static final String IS_AT_REST = "d.state IN ('parked', 'dropped', 'unknown')";

  private final Database database;
  private final Revival revival;

  PostgresInquiries(Database database) {
    this.database = database;
    this.revival = new Revival(database);
  }

  @Override
  public Mono<Page<Call>> calls(CallFilter filter, PageRequest page) {
    return search(session -> CallSearch.page(session, filter, page));
  }

  @Override
  public Mono<Optional<CallDossier>> call(CallKey key) {
    return database.with(session -> CallSearch.dossier(session, key));
  }

  @Override
  public Mono<Page<DeliveryView>> deliveries(DeliveryFilter filter, PageRequest page) {
    return search(session -> DeliverySearch.page(session, filter, page));
  }

  /** Which index is the best depends on what is looked for, so that each search is planned anew. */
  private <T> Mono<T> search(Function<Session, Mono<T>> search) {
    return database.transaction(session ->
        session
            .update("SET LOCAL plan_cache_mode = force_custom_plan")
            .then(Mono.defer(() -> search.apply(session))));
  }

  @Override
  public Mono<Optional<DeliveryView>> replay(long delivery, Instant now) {
    Criteria criteria = new Criteria().and("d.id = ?", delivery).and(IS_AT_REST);
    return revival
        .all(criteria, Revival.Kind.REPLAY, now)
        .flatMap(replayed ->
            replayed == 0
                ? Mono.just(Optional.empty())
                : database.with(session -> DeliverySearch.find(session, delivery)));
  }

  /** One state after the other, so that each step finds its rows at the start of an index. */
  @Override
  public Mono<Long> replayAll(DeliveryFilter filter, Instant now) {
    return Flux.fromIterable(replayed(filter.state()))
        .concatMap(state ->
            revival.all(
                DeliverySearch.criteria(filter).and("d.state = ?", state.wireName()),
                Revival.Kind.REPLAY,
                now))
        .reduce(0L, Long::sum);
  }

  private static List<DeliveryState> replayed(@Nullable DeliveryState wanted) {
    return switch (wanted) {
      case null -> AT_REST;
      case PARKED, DROPPED, UNKNOWN -> List.of(wanted);
      case WAITING, SENDING, SENT -> List.of();
    };
  }

  @Override
  public Mono<List<WorkspaceView>> workspaces(Instant now) {
    return database.with(session -> WorkspaceRows.views(session, now));
  }

  @Override
  public Mono<Void> report(WorkspaceReport report) {
    return database.with(session -> WorkspaceRows.put(session, report)).then();
  }
}
