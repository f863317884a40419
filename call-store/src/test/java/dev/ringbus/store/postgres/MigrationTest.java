package dev.ringbus.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.embedded.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries that an earlier version has stored. */
class MigrationTest {

  private static final String DATABASE = "migrated_" + ProcessHandle.current().pid();

  @Test
  void countsTheLagOfWhatWasTriedBeforeFromWhenItWasPlanned() throws SQLException {
    try (Connection server = DriverManager.getConnection(TestPostgres.jdbcUrl())) {
      server.createStatement().execute("CREATE DATABASE " + DATABASE);
    }
    String url = TestPostgres.jdbcUrl().replaceFirst("(//[^/]+/)[^?]+", "$1" + DATABASE);
    migration(url).target("2").load().migrate();
    Map<String, String> firstDueAt = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url)) {
      connection
          .createStatement()
          .execute(
              """
              INSERT INTO deliveries
                (call, crm, lane, operation, name, payload, head, created_at, due_at, state,
                 attempts)
              VALUES
                (1, 'a', 'call', 'o', 'planned', '', true, '2026-11-20 10:00Z',
                  '2026-11-20 10:00:30Z', 'waiting', 0),
                (2, 'a', 'call', 'o', 'tried', '', true, '2026-11-20 10:00Z',
                  '2026-11-20 10:09Z', 'waiting', 3),
                (3, 'a', 'call', 'o', 'sending', '', true, '2026-11-20 10:00Z',
                  '2026-11-20 10:09Z', 'sending', 0)
              """);
      migration(url).load().migrate();
      var rows =
          connection
              .createStatement()
              .executeQuery("SELECT name, first_due_at AT TIME ZONE 'UTC' AS at FROM deliveries");
      while (rows.next()) {
        firstDueAt.put(rows.getString("name"), rows.getString("at"));
      }
    }

    assertThat(firstDueAt)
        .containsEntry("planned", "2026-11-20 10:00:30")
        .containsEntry("tried", "2026-11-20 10:00:00")
        .containsEntry("sending", "2026-11-20 10:00:00");
  }

  private static FluentConfiguration migration(String url) {
    return Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:db/ringbus/migration")
        .table("ringbus_migrations");
  }
}
