package dev.ringbus.ingress;

import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service with the bus that it has in production. */
final class IngressService implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ConfigurableApplicationContext context;

  IngressService(String bootstrapServers, Path spool) {
    context =
        new SpringApplicationBuilder(IngressApplication.class)
            .run(
                "--spring.config.name=ingress-service",
                "--ringbus.bootstrap-servers=" + bootstrapServers,
                "--ringbus.partitions=3",
                "--ringbus.ingress.port=0",
                "--ringbus.control.port=0",
                "--ringbus.ingress.probe-every=100ms",
                "--ringbus.ingress.spool-dir=" + spool);
  }

  void awaitReady() {
    await().atMost(PATIENCE).until(() -> readiness().status() == 200);
  }

  RawClient.Response readiness() {
    return RawClient.exchange(
        port("local.management.port"), "GET /actuator/health/readiness HTTP/1.1\nHost: hub\n\n");
  }

  RawClient.Response send(String request) {
    return RawClient.exchange(port("local.server.port"), request);
  }

  /** Configures these over the bus, and returns when this instance knows them. */
  void apply(List<? extends ConfigResource> resources) {
    ConfigurationStore store = context.getBean(ConfigurationStore.class);
    Configuration wanted = Configuration.of(resources);
    store.read().flatMap(now -> store.replace(now, wanted)).block(PATIENCE);
    ConfigurationView view = context.getBean(ConfigurationView.class);
    await().atMost(PATIENCE).until(() -> view.current().equals(wanted));
  }

  private int port(String name) {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty(name));
  }

  @Override
  public void close() {
    context.close();
  }
}
