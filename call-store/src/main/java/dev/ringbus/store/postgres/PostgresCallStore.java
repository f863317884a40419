package dev.ringbus.store.postgres;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.Assembly;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.Origination;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.postgres.OriginationRows.End;
import dev.ringbus.store.postgres.WorkspaceCallRows.WorkspaceCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Calls in PostgreSQL. */
final class PostgresCallStore implements CallStore {

  private final Database database;
  private final Clock clock;
  private final Duration keep;

  PostgresCallStore(Database database, Clock clock, Duration keep) {
    this.database = database;
    this.clock = clock;
    this.keep = keep;
  }

  @Override
  public Mono<List<Call>> record(List<CallEvent> events, Assembly assembly) {
    if (events.isEmpty()) {
      return Mono.just(List.of());
    }
    return Mono.defer(() -> {
      Recording recording = new Recording(events, assembly, clock.instant());
      return database.transaction(recording::in);
    });
  }

  @Override
  public Mono<List<Call>> dueToClose(Instant now, int limit) {
    return database.with(session -> CallRows.dueToClose(session, now, limit));
  }

  @Override
  public Mono<Memory> await(Origination origination) {
    return database
        .with(session -> OriginationRows.add(session, origination))
        .map(added -> added == 0 ? Memory.KNOWN : Memory.NEW);
  }

  @Override
  public Mono<List<Origination>> overdue(Instant requestedBefore, int limit) {
    return database.with(session -> OriginationRows.overdue(session, requestedBefore, limit));
  }

  @Override
  public Mono<Void> giveUp(Origination origination, PlannedDelivery failure) {
    return database
        .transaction(session ->
            OriginationRows.add(session, origination)
                .then(OriginationRows.end(session, List.of(origination), End.GIVEN_UP))
                .flatMap(ended -> ended == 0 ? Mono.just(0L) : fail(session, origination, failure)))
        .then();
  }

  private Mono<Long> fail(Session session, Origination origination, PlannedDelivery failure) {
    CallKey key = origination.key();
    Instant now = clock.instant();
    return CallRows.lock(session, List.of(key), now)
        .flatMap(rows -> {
          long id = Objects.requireNonNull(rows.get(key)).id();
          return WorkspaceCallRows.identify(
                  session,
                  Map.of(new WorkspaceCall(id, origination.crm()), origination.communicationId()))
              .then(DeliveryRows.known(session, List.of(id)))
              .map(known -> known.getOrDefault(id, DeliveryRows.Known.NOTHING))
              .flatMap(known ->
                  DeliveryRows.add(session, DeliveryRows.news(id, known, List.of(failure)), now));
        });
  }

  @Override
  public Mono<List<Call>> find(List<CallKey> keys) {
    return keys.isEmpty()
        ? Mono.just(List.of())
        : database.with(session -> CallRows.find(session, keys));
  }

  @Override
  public Mono<Integer> forget(Instant now, int limit) {
    return database.transaction(session -> Forgetting.forget(session, now.minus(keep), limit));
  }
}
