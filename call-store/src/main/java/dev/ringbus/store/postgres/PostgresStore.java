package dev.ringbus.store.postgres;

import dev.ringbus.store.CallStore;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.InstructionStates;
import dev.ringbus.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The ports to one database. They can be used at once; what they do waits for the migration. */
public final class PostgresStore {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final Migration migration;
  private final ConnectionPool pool;
  private final Database database;
  private final CallStore calls;
  private final Outbox outbox;
  private final Inquiries inquiries;
  private final InstructionStates instructions;

  /** A store that is not yet started. */
  public PostgresStore(StoreSettings settings, Clock clock, MeterRegistry meters) {
    migration = new Migration(settings);
    pool = new ConnectionPool(pool(settings));
    database = new Database(pool, migration.done(), settings.within());
    calls = new PostgresCallStore(database, clock, settings.keep());
    outbox = new PostgresOutbox(database, clock, meters);
    inquiries = new PostgresInquiries(database);
    instructions = new PostgresInstructionStates(database, clock);
  }

  private static ConnectionPoolConfiguration pool(StoreSettings settings) {
    return ConnectionPoolConfiguration.builder(
            new PostgresqlConnectionFactory(connection(settings)))
        .name("ringbus")
        .initialSize(0)
        .maxSize(settings.connections())
        .maxIdleTime(IDLE)
        .maxAcquireTime(settings.within())
        .maxCreateConnectionTime(CONNECT_WITHIN)
        .acquireRetry(1)
        .build();
  }

  private static PostgresqlConnectionConfiguration connection(StoreSettings settings) {
    DatabaseAddress address = settings.address();
    String within = Long.toString(settings.within().toMillis());
    PostgresqlConnectionConfiguration.Builder builder =
        PostgresqlConnectionConfiguration.builder()
            .host(address.bareHost())
            .port(address.port())
            .database(address.database())
            .username(settings.user())
            .sslMode(SSLMode.fromValue(address.sslMode()))
            .applicationName("ringbus")
            .connectTimeout(CONNECT_WITHIN)
            .tcpKeepAlive(true)
            .options(
                Map.of(
                    // Nobody waits any longer for what takes longer.
                    "statement_timeout",
                    within,
                    "idle_in_transaction_session_timeout",
                    within,
                    // Small statements, often: compiling one costs more than running it.
                    "jit",
                    "off",
                    // A statement is planned once for all values, perhaps while its tables are
                    // still small, and the plan is kept while they grow.
                    "enable_seqscan",
                    "off"));
    return settings.password() == null
        ? builder.build()
        : builder.password(settings.password()).build();
  }

  /** Begins to migrate, in the background. */
  public void start() {
    migration.start();
  }

  /** Closes all connections. */
  public Mono<Void> stop() {
    migration.stop();
    return pool.disposeLater();
  }

  public CallStore calls() {
    return calls;
  }

  public Outbox outbox() {
    return outbox;
  }

  public Inquiries inquiries() {
    return inquiries;
  }

  public InstructionStates instructions() {
    return instructions;
  }

  /** Completes if the database answers and has its tables; fails otherwise. */
  Mono<Void> check() {
    return database
        .with(session -> session.query("SELECT 1 AS one", row -> row.count("one")))
        .then();
  }
}
