package dev.ringbus.standalone;

import dev.ringbus.embedded.BackendNotStarted;
import dev.ringbus.embedded.EmbeddedKafka;
import dev.ringbus.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole hub in this process: an embedded broker and database, and one Spring context with all
 * services. The services end before what they write to.
 */
final class Standalone implements AutoCloseable {

  private final DataDirectory data;
  private final Path secrets;
  private final Ports ports;
  private final EmbeddedPostgres postgres;
  private final EmbeddedKafka kafka;
  private volatile @Nullable ConfigurableApplicationContext services;

  /**
   * A hub that is not yet started.
   *
   * @param secrets where relative paths of secrets start
   */
  Standalone(DataDirectory data, Path secrets, Ports ports) {
    this.data = data;
    this.secrets = secrets;
    this.ports = ports;
    this.postgres = new EmbeddedPostgres(data.resolve("postgres"), ports.postgres());
    this.kafka = new EmbeddedKafka(data.resolve("kafka"), ports.kafka());
  }

  /**
   * Starts everything, and returns when all of it runs; the services become ready a moment later.
   *
   * @throws StartFailure if anything cannot be started; {@link #close} stops what had been
   */
  void start() {
    // Side by side, for each of the three takes seconds; but what they log needs somewhere to go.
    CompletableFuture<Void> logging = new CompletableFuture<>();
    CompletableFuture<Void> database = logging.thenRunAsync(postgres::start);
    CompletableFuture<Void> broker = logging.thenRunAsync(kafka::start);
    try {
      services = startServices(() -> logging.complete(null));
      CompletableFuture.allOf(broker, database).join();
    } catch (RuntimeException e) {
      throw failure(e, broker, database);
    }
  }

  /**
   * @param whenLogging called when it is known what is logged, and where
   */
  private ConfigurableApplicationContext startServices(Runnable whenLogging) {
    return new SpringApplicationBuilder(StandaloneConfiguration.class)
        .initializers(_ -> whenLogging.run())
        .registerShutdownHook(false)
        .properties("spring.config.name=standalone")
        .run(
            own("ringbus.bootstrap-servers", "127.0.0.1:" + ports.kafka()),
            own("ringbus.postgres.url", "postgresql://127.0.0.1:" + ports.postgres() + "/postgres"),
            own("ringbus.postgres.user", "postgres"),
            own("ringbus.crm-sync.recordings.dir", data.resolve("recordings")),
            own("ringbus.ingress.port", ports.ingress()),
            own("ringbus.ingress.spool-dir", data.resolve("spool")),
            own("ringbus.control.port", ports.control()),
            // By its own name too: Boot's context of the control port prefers the environment.
            own("management.server.port", ports.control()),
            own("ringbus.secrets-dir", secrets),
            own("logging.file.name", data.resolve("ringbus.log")));
  }

  /** As an argument, which nothing in the environment overrides: there may be other services'. */
  private static String own(String setting, Object value) {
    return "--" + setting + "=" + value;
  }

  /** A backend that did not start is the reason, whatever else failed in consequence. */
  private static StartFailure failure(
      RuntimeException e, CompletableFuture<Void> broker, CompletableFuture<Void> database) {
    return backendFailure(broker)
        .or(() -> backendFailure(database))
        .orElseGet(() -> new StartFailure(Failures.reason(e), e));
  }

  private static Optional<StartFailure> backendFailure(CompletableFuture<Void> backend) {
    return backend
        .handle((_, failure) -> failure)
        .thenApply(Optional::ofNullable)
        .getNow(Optional.empty())
        .map(Failures::unwrap)
        .filter(BackendNotStarted.class::isInstance)
        .map(failure -> new StartFailure(Failures.reason(failure), failure));
  }

  /**
   * A service of the running hub.
   *
   * @throws IllegalStateException before it has been started
   */
  <T> T service(Class<T> type) {
    if (services == null) {
      throw new IllegalStateException("the hub has not been started");
    }
    return services.getBean(type);
  }

  /** Stops what runs, each part whether or not another fails to; what is on disk stays there. */
  @Override
  public void close() {
    try (data;
        postgres;
        kafka) {
      ConfigurableApplicationContext running = services;
      if (running != null) {
        running.close();
      }
    }
  }
}
