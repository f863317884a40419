package dev.ringbus.store.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A connection that is ours for a while, mostly in a transaction. Statements that are subscribed to
 * at once ({@code zip}, {@code when}) are sent at once, and done one after the other in that order:
 * it saves the way to the database and back that each would take.
 */
final class Session {

  private final Connection connection;

  Session(Connection connection) {
    this.connection = connection;
  }

  /** What the statement returns, read row by row. A null is a typed parameter of R2DBC. */
  <T> Mono<List<T>> query(String sql, Function<Row, T> read, Object... values) {
    return Flux.from(bound(sql, values).execute())
        .concatMap(result -> result.map(row -> read.apply(new Row(row))))
        .collectList();
  }

  /** How many rows the statement changed. */
  Mono<Long> update(String sql, Object... values) {
    return Flux.from(bound(sql, values).execute())
        .concatMap(Result::getRowsUpdated)
        .reduce(0L, Long::sum);
  }

  private Statement bound(String sql, Object... values) {
    Statement statement = connection.createStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.bind(i, values[i]);
    }
    return statement;
  }
}
