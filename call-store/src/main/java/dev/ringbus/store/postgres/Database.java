package dev.ringbus.store.postgres;

import dev.ringbus.store.StoreUnavailable;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The database, once it has been migrated: connections from a pool, transactions, and one failure
 * for whatever keeps it from answering.
 */
final class Database {

  /** A deadlock, and a transaction that cannot be put in order with others: once more, then. */
  private static final Set<String> REPEATABLE = Set.of("40P01", "40001");

  private static final Retry AGAIN =
      Retry.max(5)
          .filter(Database::isRepeatable)
          .onRetryExhaustedThrow((_, last) -> last.failure());
  private static final String LATE = "expected an answer of the database, and none came within ";
  private static final Duration ROLLBACK_WITHIN = Duration.ofSeconds(2);

  private final ConnectionPool pool;
  private final Mono<Void> migrated;
  private final Duration within;

  /**
   * @param migrated completes when the tables are there
   * @param within how long anything may take, to the last row
   */
  Database(ConnectionPool pool, Mono<Void> migrated, Duration within) {
    this.pool = pool;
    this.migrated = migrated;
    this.within = within;
  }

  /**
   * All of it, or nothing. The work may be done several times, if it meets another's. An error of
   * the work itself is passed on as it is.
   */
  <T> Mono<T> transaction(Function<Session, Mono<T>> work) {
    return bounded(
        Mono.usingWhen(
            begun(),
            connection -> committed(connection, work.apply(new Session(connection))),
            Database::closed,
            (connection, _) -> rolledBack(connection),
            Database::rolledBack));
  }

  /** Statements that stand each for itself. */
  <T> Mono<T> with(Function<Session, Mono<T>> work) {
    return bounded(
        Mono.usingWhen(
            pool.create(), connection -> work.apply(new Session(connection)), Database::closed));
  }

  private Mono<Connection> begun() {
    return pool.create()
        .flatMap(connection ->
            Mono.from(connection.beginTransaction())
                .thenReturn(connection)
                .onErrorResume(failure -> closed(connection).then(Mono.error(failure))));
  }

  /** Part of the work: a commit that fails is a failure like any other, and rolls back. */
  private static <T> Mono<T> committed(Connection connection, Mono<T> work) {
    return work.map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(result -> Mono.from(connection.commitTransaction()).thenReturn(result))
        .flatMap(Mono::justOrEmpty);
  }

  private static Mono<Void> closed(Connection connection) {
    return Mono.from(connection.close());
  }

  /** A connection that does not even roll back is given up; the pool finds it closed. */
  private static Mono<Void> rolledBack(Connection connection) {
    return Mono.from(connection.rollbackTransaction())
        .timeout(ROLLBACK_WITHIN)
        .onErrorComplete()
        .then(closed(connection));
  }

  private <T> Mono<T> bounded(Mono<T> work) {
    return migrated
        .then(work.retryWhen(AGAIN))
        .timeout(within, Mono.error(() -> new StoreUnavailable(LATE + within, null)))
        .onErrorMap(Database::isUnavailable, Database::unavailable);
  }

  private static boolean isRepeatable(Throwable failure) {
    return failure instanceof Repeatable
        || (failure instanceof R2dbcException refused && isRepeatable(refused.getSqlState()));
  }

  private static boolean isRepeatable(@Nullable String sqlState) {
    return sqlState != null && REPEATABLE.contains(sqlState);
  }

  private static boolean isUnavailable(Throwable failure) {
    return failure instanceof R2dbcException
        || failure instanceof TimeoutException
        || failure instanceof IOException
        || failure instanceof RejectedExecutionException
        || failure instanceof Repeatable;
  }

  private static StoreUnavailable unavailable(Throwable failure) {
    return new StoreUnavailable("the database did not do it: " + failure.getMessage(), failure);
  }
}
