package dev.ringbus.crmsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

/** The application as it is run. */
class CrmSyncApplicationTest {

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  private static ReactiveWebServerApplicationContext start(String... arguments) {
    SpringApplication application = new SpringApplication(CrmSyncApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "crm-sync-service"));
    return (ReactiveWebServerApplicationContext) application.run(arguments);
  }

  private int status(ReactiveWebServerApplicationContext service, String path)
      throws IOException, InterruptedException {
    URI uri =
        URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + "/actuator/" + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void startsWithoutABrokerAndADatabaseAndIsNotReady() throws Exception {
    // Nobody listens on port 1.
    try (var service =
        start(
            "--ringbus.bootstrap-servers=127.0.0.1:1",
            "--ringbus.postgres.url=postgresql://127.0.0.1:1/ringbus",
            "--ringbus.control.port=0",
            "--ringbus.crm-sync.recordings.dir=" + folder)) {
      assertThat(status(service, "health/readiness")).isEqualTo(503);
      assertThat(status(service, "health/liveness")).isEqualTo(200);
    }
  }
}
