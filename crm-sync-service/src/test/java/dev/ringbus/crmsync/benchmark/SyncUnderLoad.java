package dev.ringbus.crmsync.benchmark;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.EventLog;
import dev.ringbus.crmsync.CrmSyncApplication;
import dev.ringbus.embedded.EmbeddedKafka;
import dev.ringbus.embedded.EmbeddedPostgres;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.model.SecretRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service with a broker and a database of its own, on disk, and one integration {@code
 * pbx-NAME} for each workspace NAME.
 */
final class SyncUnderLoad implements AutoCloseable {

  static final String API_KEY = "benchmark-api-key";

  private static final Duration STARTED = Duration.ofSeconds(60);

  private final Path folder;
  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;
  private ConfigurableApplicationContext service;

  SyncUnderLoad(Path folder, Map<String, URI> workspaces) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("api-key"), API_KEY);
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    postgres = new EmbeddedPostgres(folder.resolve("postgres"), 0);
    kafka.start();
    postgres.start();
    service = start();
    service
        .getBean(ConfigurationStore.class)
        .replace(Configuration.EMPTY, configuration(workspaces))
        .block(STARTED);
  }

  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(CrmSyncApplication.class)
        .properties("spring.config.name=crm-sync-service")
        .run(
            "--ringbus.bootstrap-servers=" + kafka.bootstrapServers(),
            "--ringbus.postgres.url=postgresql://127.0.0.1:" + postgres.port() + "/postgres",
            "--ringbus.postgres.user=postgres",
            "--ringbus.crm-sync.recordings.dir=" + folder.resolve("recordings"),
            "--ringbus.secrets-dir=" + folder,
            "--ringbus.control.port=0",
            "--logging.level.root=warn");
  }

  /** Stops the service and starts it again; the broker and the database stay. */
  void restart() {
    service.close();
    service = start();
  }

  EventLog events() {
    return service.getBean(EventLog.class);
  }

  <T> T bean(Class<T> type) {
    return service.getBean(type);
  }

  private static Configuration configuration(Map<String, URI> workspaces) {
    List<dev.ringbus.model.ConfigResource> resources = new ArrayList<>();
    new TreeMap<>(workspaces)
        .forEach((name, url) -> {
          Map<String, Object> settings = new LinkedHashMap<>();
          settings.put("users", Map.of("user-1", "301", "user-2", "302"));
          resources.add(
              new Crm(
                  name,
                  "kontur",
                  url,
                  null,
                  settings,
                  Map.of("apiKey", new SecretRef.File("api-key")),
                  "v1"));
          resources.add(
              new Integration(
                  integration(name),
                  new Platform("sipsim"),
                  null,
                  null,
                  null,
                  name,
                  ZoneOffset.UTC,
                  List.of(),
                  Duration.ofHours(4),
                  List.of(url.getHost() + ":" + url.getPort()),
                  Map.of(),
                  Map.of(),
                  "v1"));
        });
    return Configuration.of(resources);
  }

  static IntegrationId integration(String workspace) {
    return new IntegrationId("pbx-" + workspace);
  }

  @Override
  public void close() {
    try (postgres;
        kafka) {
      service.close();
    }
  }
}
