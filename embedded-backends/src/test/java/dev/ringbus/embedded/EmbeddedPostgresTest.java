package dev.ringbus.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EmbeddedPostgresTest {

  @TempDir Path directory;

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  @Test
  void writesEachCommitToDiskAndKeepsItOverAStop() throws SQLException {
    try (EmbeddedPostgres postgres = new EmbeddedPostgres(directory, 0)) {
      postgres.start();
      int port = postgres.port();
      assertThat(query(postgres.jdbcUrl(), "show fsync")).isEqualTo("on");
      assertThat(query(postgres.jdbcUrl(), "show synchronous_commit")).isEqualTo("on");
      assertThat(query(postgres.jdbcUrl(), "show server_encoding")).isEqualTo("UTF8");
      execute(postgres.jdbcUrl(), "create table kept as select 'звонок' as word");
      postgres.stop();

      postgres.start();

      assertThat(postgres.port()).isEqualTo(port);
      assertThat(query(postgres.jdbcUrl(), "select word from kept")).isEqualTo("звонок");
    }
    assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
  }

  @Test
  void takesOverFromAKilledProcess() throws Exception {
    int port = LoopbackPort.free();
    Process process = ChildProcess.start(PostgresProcess.class, directory, port);
    try (EmbeddedPostgres second = new EmbeddedPostgres(directory, port)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(BackendNotStarted.class)
          .hasMessageContaining("is in use by a hub that is running");
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
      execute(url, "create table kept as select 42 as answer");
      process.destroyForcibly().waitFor();
      String leftOver = Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst();
      assertThat(ProcessHandle.of(Long.parseLong(leftOver))).isPresent();

      second.start();

      assertThat(ProcessHandle.of(Long.parseLong(leftOver))).isEmpty();
      assertThat(query(second.jdbcUrl(), "select answer from kept")).isEqualTo("42");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void saysThatThePortIsInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedPostgres postgres = new EmbeddedPostgres(directory, other.getLocalPort())) {
      assertThatThrownBy(postgres::start)
          .isInstanceOf(BackendNotStarted.class)
          .hasMessageStartingWith(
              "port %d on 127.0.0.1, which PostgreSQL needs, is in use", other.getLocalPort());
    }
  }
}
