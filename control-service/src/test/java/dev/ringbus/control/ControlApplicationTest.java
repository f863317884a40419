package dev.ringbus.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.embedded.testkit.TestPostgres;
import dev.ringbus.launch.StartFault;
import dev.ringbus.model.CallId;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.ControlApi;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Platform;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

/** The application as it is run, with a real broker and a real database. */
class ControlApplicationTest {

  private static final String TOKEN = "control-token-0001";
  private static final Duration AMPLE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();

  /** The tests share a broker, and so what is configured. */
  private String token = TOKEN;

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
  void followsAnInstructionToItsEnd() {
    try (var service = start("--ringbus.control.port=0")) {
      token = "control-token-0002";
      apply(service.getBean(ConfigurationStore.class), token, integration("acme-mts"));
      String call = "17/" + System.nanoTime();
      String path = "/api/v1/calls/acme-mts/" + call.replace("/", "%2F") + "/instructions";
      HttpResponse<String> taken =
          await()
              .atMost(AMPLE)
              .until(
                  () -> send(service, "POST", path, "{\"hangup\":{}}"),
                  answer -> answer.statusCode() == 202);
      String one = taken.headers().firstValue("Location").orElseThrow();
      assertThat(send(service, "GET", one, "").body()).contains("\"state\":\"requested\"");

      String id = one.substring(one.lastIndexOf('/') + 1);
      become(service.getBean(InstructionOutcomeLog.class), call, id, Outcome.OFFERED);
      become(service.getBean(InstructionOutcomeLog.class), call, id, Outcome.OFFERED);
      become(service.getBean(InstructionOutcomeLog.class), call, "button", Outcome.REJECTED);

      await()
          .atMost(AMPLE)
          .untilAsserted(() ->
              assertThat(send(service, "GET", path, "").body())
                  .contains("\"id\":\"button\"", "\"state\":\"rejected\"")
                  .contains("\"id\":\"" + id + "\"", "\"state\":\"offered\""));
      assertThat(send(service, "DELETE", one, "").statusCode()).isEqualTo(409);
    }
  }

  private static void become(
      InstructionOutcomeLog log, String call, String instruction, Outcome outcome) {
    log.record(
            new InstructionOutcome(
                instruction + "/" + outcome.wireName(),
                instruction,
                new IntegrationId("acme-mts"),
                new CallId(call),
                outcome,
                null,
                OffsetDateTime.now(ZoneOffset.UTC)),
            Context.root())
        .block(AMPLE);
  }

  private static Integration integration(String id) {
    return new Integration(
        new IntegrationId(id),
        new Platform("mts"),
        KeyDigest.of("integration-key-0001", new byte[16]),
        null,
        null,
        null,
        ZoneId.of("Europe/Moscow"),
        List.of(),
        Duration.ofHours(4),
        List.of(),
        Map.of(),
        Map.of(),
        "v1");
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
    return send(service, "GET", path, "").statusCode();
  }

  private HttpResponse<String> send(
      ReactiveWebServerApplicationContext service, String method, String path, String body) {
    URI uri = URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + path);
    try {
      return http.send(
          HttpRequest.newBuilder(uri)
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .header("Authorization", "Bearer " + token)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void apply(ConfigurationStore store, String token, ConfigResource... resources) {
    List<ConfigResource> all = new ArrayList<>(List.of(resources));
    all.add(new ControlApi(KeyDigest.of(token, new byte[16]), "v" + token));
    Configuration now = store.read().block(AMPLE);
    store.replace(now, Configuration.of(all)).block(AMPLE);
  }
}
