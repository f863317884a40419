package dev.ringbus.store.postgres;

import dev.ringbus.model.CallKey;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.postgres.DeliveryEnds.End;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An outbox in PostgreSQL. */
final class PostgresOutbox implements Outbox {

  static final String EXTEND =
      """
      UPDATE deliveries d SET due_at = $3
      FROM unnest($1::bigint[], $2::bigint[]) AS c (id, claim)
      WHERE d.id = c.id AND d.claim = c.claim AND d.state = 'sending'
      """;

  static final String NEXT_DUE =
      """
      SELECT due_at FROM deliveries WHERE crm = $1 AND lane = $2 AND head
      ORDER BY due_at, id LIMIT 1
      """;

  private static final List<DeliveryState> HELD_BACK =
      List.of(DeliveryState.PARKED, DeliveryState.WAITING, DeliveryState.UNKNOWN);

  private final Database database;
  private final Clock clock;
  private final Claiming claiming;
  private final Revival revival;

  PostgresOutbox(Database database, Clock clock, MeterRegistry meters) {
    this.database = database;
    this.clock = clock;
    this.claiming = new Claiming(meters);
    this.revival = new Revival(database);
  }

  @Override
  public Mono<List<ClaimedDelivery>> claim(
      String crm, Lane lane, int limit, Instant now, Duration lease) {
    return database.with(
        session -> claiming.claim(session, crm, lane, limit, now, now.plus(lease)));
  }

  @Override
  public Mono<Void> extend(List<ClaimedDelivery> claims, Instant until) {
    return claims.isEmpty()
        ? Mono.empty()
        : database
            .with(session ->
                session.update(
                    EXTEND,
                    Columns.longs(claims, ClaimedDelivery::id),
                    Columns.longs(claims, ClaimedDelivery::claim),
                    DatabaseTime.of(until)))
            .then();
  }

  @Override
  public Mono<Void> finish(List<FinishedDelivery> finished) {
    return finished.isEmpty()
        ? Mono.empty()
        : Mono.defer(() -> {
          Finishing finishing = new Finishing(finished, clock.instant());
          return database.transaction(finishing::in).then();
        });
  }

  @Override
  public Mono<Void> cutOff(CallKey call, PlannedDelivery end, Instant at, String reason) {
    return Mono.defer(
            () -> {
              Instant now = clock.instant();
              return database.transaction(session ->
                  CallRows.lock(session, List.of(call), now)
                      .map(rows -> Objects.requireNonNull(rows.get(call)).id())
                      .flatMap(id ->
                          DeliveryEnds.cutOff(session, List.of(new End(id, end, at, reason)), now)
                              .thenReturn(id)));
            })
        .then();
  }

  @Override
  public Mono<Void> told(
      CallKey call, PlannedDelivery delivery, Instant at, String communicationId, String remark) {
    return Mono.defer(() -> {
      Instant now = clock.instant();
      return database
          .transaction(session ->
              OtherWays.told(session, call, delivery, at, communicationId, remark, now)
                  .thenReturn(call))
          .then();
    });
  }

  @Override
  public Mono<Void> makeDue(CallKey call, String crm, String name, Instant at) {
    return database.with(session -> OtherWays.makeDue(session, call, crm, name, at)).then();
  }

  @Override
  public Mono<Optional<Instant>> nextDue(String crm, Lane lane) {
    return database
        .with(session ->
            session.query(
                NEXT_DUE,
                row -> row.time("due_at"),
                DatabaseText.write(crm),
                DeliveryRows.name(lane)))
        .map(times -> times.stream().findFirst());
  }

  /** One state after the other, so that each step finds its rows at the start of an index. */
  @Override
  public Mono<Long> resume(String crm, Instant now) {
    return Flux.fromIterable(HELD_BACK)
        .concatMap(state -> revival.all(heldBack(crm, state, now), Revival.Kind.RESUME, now))
        .reduce(0L, Long::sum);
  }

  private static Criteria heldBack(String crm, DeliveryState state, Instant now) {
    Criteria criteria =
        new Criteria()
            .and("d.crm = ?", DatabaseText.write(crm))
            .and("d.state = ?", state.wireName())
            .and("d.state <> 'sent'");
    return switch (state) {
      case WAITING -> criteria.and("d.due_at > ?", DatabaseTime.of(now)).and("d.attempts > 0");
      case UNKNOWN -> criteria.and("d.due_at > ?", DatabaseTime.of(now));
      case PARKED, SENDING, SENT, DROPPED -> criteria;
    };
  }
}
