package dev.ringbus.embedded.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** Whichever they are here, a container or embedded. */
class SharedBackendsTest {

  @Test
  void sharesABrokerThatServes() throws Exception {
    String address = TestKafka.bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
    }
    assertThat(TestKafka.bootstrapServers()).isEqualTo(address);
  }

  @Test
  void sharesADatabaseThatServes() throws Exception {
    String url = TestPostgres.jdbcUrl();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var result = statement.executeQuery("show server_version_num")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getInt(1)).isGreaterThanOrEqualTo(180_000);
    }
    assertThat(TestPostgres.jdbcUrl()).isEqualTo(url);
  }

  @Test
  void findsNoEngineWhereNobodyListens() {
    assertThat(DockerEngine.answers(Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock")))
        .isFalse();
    assertThat(DockerEngine.answers(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1"))).isFalse();
    assertThat(DockerEngine.answers(Map.of("DOCKER_HOST", "npipe://docker"))).isFalse();
  }
}
