package dev.ringbus.embedded.testkit;

import dev.ringbus.embedded.EmbeddedPostgres;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL server that all tests of this JVM share: in a container where a Docker engine
 * answers, else embedded; which one is printed once.
 */
public final class TestPostgres {

  private static final String IMAGE = "postgres:18";

  private TestPostgres() {}

  /** Its database, with user and password, for JDBC; the first call starts it. */
  public static String jdbcUrl() {
    return Shared.JDBC_URL;
  }

  /** Initialised at the first use, once. */
  private static final class Shared {
    static final String JDBC_URL =
        DockerEngine.answers(System.getenv()) ? startContainer() : startEmbedded();
  }

  private static String startContainer() {
    PostgreSQLContainer postgres = new PostgreSQLContainer(IMAGE);
    postgres.start();
    atExit(postgres::stop);
    return announced(
        "container " + IMAGE,
        "%s&user=%s&password=%s"
            .formatted(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword()));
  }

  private static String startEmbedded() {
    EmbeddedPostgres postgres = new EmbeddedPostgres(TemporaryDirectory.create("postgres"), 0);
    postgres.start();
    atExit(postgres::close);
    return announced("embedded, since no Docker engine answers", postgres.jdbcUrl());
  }

  private static void atExit(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "test-postgres-stop"));
  }

  private static String announced(String kind, String jdbcUrl) {
    System.out.println("PostgreSQL for tests: " + kind);
    return jdbcUrl;
  }
}
