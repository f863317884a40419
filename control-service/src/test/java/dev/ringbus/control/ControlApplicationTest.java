package dev.ringbus.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.embedded.testkit.TestPostgres;
import dev.ringbus.launch.StartFault;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.ControlApi;
import dev.ringbus.model.KeyDigest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

/** The application as it is run, with a real broker and a real database. */
class ControlApplicationTest {

  private static final String TOKEN = "control-token-0001";
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void answersOnItsPortAsSoonAsATokenIsConfigured() {
    try (var service = start("--ringbus.control.port=0")) {
      assertThat(get(service, "/api/v1/openapi.json")).isEqualTo(200);
      await()
          .atMost(AMPLE)
          .untilAsserted(
              () -> assertThat(get(service, "/actuator/health/readiness")).isEqualTo(200));
      assertThat(get(service, "/api/v1/calls")).isEqualTo(401);

      apply(service.getBean(ConfigurationStore.class), TOKEN);

      await()
          .atMost(AMPLE)
          .untilAsserted(() -> assertThat(get(service, "/api/v1/calls")).isEqualTo(200));
      assertThat(get(service, "/api/v1/workspaces")).isEqualTo(200);
    }
  }

  @Test
  void saysInOneLineWhichSettingIsWrong() {
    try (var _ = start("--ringbus.control.port=0", "--ringbus.postgres.url=postgres")) {
      throw new AssertionError("it starts");
    } catch (RuntimeException failure) {
      assertThat(StartFault.line(failure).orElseThrow())
          .startsWith("ringbus.postgres.url is postgresql://");
    }
  }

  private static ReactiveWebServerApplicationContext start(String... arguments) {
    URI database = URI.create(TestPostgres.jdbcUrl().substring("jdbc:".length()));
    SpringApplication application = new SpringApplication(ControlApplication.class);
    application.setDefaultProperties(
        Map.of(
            "spring.config.name", "control-service",
            "ringbus.bootstrap-servers", TestKafka.bootstrapServers(),
            "ringbus.partitions", "3",
            "ringbus.postgres.url",
                "postgresql://%s:%d%s"
                    .formatted(database.getHost(), database.getPort(), database.getPath()),
            "ringbus.postgres.user", parameter(database, "user"),
            "ringbus.postgres.password", parameter(database, "password")));
    return (ReactiveWebServerApplicationContext) application.run(arguments);
  }

  private static String parameter(URI database, String name) {
    for (String parameter : database.getQuery().split("&", -1)) {
      if (parameter.startsWith(name + "=")) {
        return parameter.substring(name.length() + 1);
      }
    }
    return "";
  }

  private int get(ReactiveWebServerApplicationContext service, String path) {
    URI uri = URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + path);
    try {
      return http.send(
              HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + TOKEN).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void apply(ConfigurationStore store, String token) {
    Configuration now = store.read().block(AMPLE);
    store
        .replace(
            now,
            Configuration.of(
                List.of(new ControlApi(KeyDigest.of(token, new byte[16]), "v" + token))))
        .block(AMPLE);
  }
}
