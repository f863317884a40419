package dev.ringbus.store.testkit;

import dev.ringbus.embedded.testkit.TestPostgres;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.InstructionStates;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.postgres.PostgresStore;
import dev.ringbus.store.postgres.StoreSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.Driver;

/** A store in a database of its own, on the PostgreSQL server that all tests of this JVM share. */
public final class TestStore implements Store, AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String jdbcUrl;
  private final StoreSettings settings;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final PostgresStore store;

  private TestStore(String jdbcUrl, Clock clock) {
    this.jdbcUrl = jdbcUrl;
    this.settings = settings(jdbcUrl);
    this.store = new PostgresStore(settings, clock, meters);
    store.start();
  }

  /**
   * An empty one.
   *
   * @param clock says when deliveries were planned and calls changed
   */
  public static TestStore create(Clock clock) {
    String name = name();
    execute(TestPostgres.jdbcUrl(), "CREATE DATABASE " + name + " TEMPLATE " + Template.NAME);
    // Nothing here outlives a crash of the server, so that nobody need wait for the disk.
    execute(TestPostgres.jdbcUrl(), "ALTER DATABASE " + name + " SET synchronous_commit = off");
    return new TestStore(url(name), clock);
  }

  /** With all tables: to copy one is faster than to migrate one. */
  private static final class Template {
    static final String NAME = name();

    static {
      execute(TestPostgres.jdbcUrl(), "CREATE DATABASE " + NAME);
      try (TestStore store = new TestStore(url(NAME), Clock.systemUTC())) {
        store.calls().find(List.of(Samples.key("none"))).block(PATIENCE);
      }
    }
  }

  private static String name() {
    return "store_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
  }

  private static String url(String database) {
    return TestPostgres.jdbcUrl().replaceFirst("(//[^/]+/)[^?]+", "$1" + database);
  }

  /** Another instance of the store on the same database. */
  public TestStore another(Clock clock) {
    return new TestStore(jdbcUrl, clock);
  }

  private static StoreSettings settings(String jdbcUrl) {
    Properties parts = Driver.parseURL(jdbcUrl, null);
    return new StoreSettings(
        "postgresql://%s:%s/%s"
            .formatted(
                parts.getProperty("PGHOST"),
                parts.getProperty("PGPORT"),
                parts.getProperty("PGDBNAME")),
        parts.getProperty("user"),
        parts.getProperty("password"),
        8,
        PATIENCE,
        Duration.ofDays(30));
  }

  /** What a service of its own needs to get at it: {@code ringbus.postgres.*}. */
  public StoreSettings settings() {
    return settings;
  }

  /** For a look at the tables. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl);
  }

  /** Does something to the tables. */
  public void execute(String sql) {
    execute(jdbcUrl, sql);
  }

  private static void execute(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** How PostgreSQL would do a statement of the store, planned once for all values. */
  public List<String> genericPlan(String statement) {
    String sql = "EXPLAIN (GENERIC_PLAN, COSTS OFF) " + statement;
    String asTheStore = "&preferQueryMode=simple&options=-c%20enable_seqscan=off";
    try (Connection connection = DriverManager.getConnection(jdbcUrl + asTheStore);
        var found = connection.createStatement().executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public MeterRegistry meters() {
    return meters;
  }

  @Override
  public CallStore calls() {
    return store.calls();
  }

  @Override
  public Outbox outbox() {
    return store.outbox();
  }

  @Override
  public Inquiries inquiries() {
    return store.inquiries();
  }

  @Override
  public InstructionStates instructions() {
    return store.instructions();
  }

  /** Closes its connections; the database stays until the server goes. */
  @Override
  public void close() {
    store.stop().block(PATIENCE);
  }
}
