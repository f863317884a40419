package dev.ringbus.standalone;

import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.DecisionClientConfiguration;
import dev.ringbus.bus.kafka.DecisionServerConfiguration;
import dev.ringbus.bus.kafka.InstructionViewConfiguration;
import dev.ringbus.bus.kafka.OfferLogConfiguration;
import dev.ringbus.ingress.IngressConfiguration;
import dev.ringbus.routing.RoutingConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;

/** Services in one Spring context, on free ports. */
final class Services implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private Services(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** All of them, with the settings of the standalone hub. */
  static Services all(String bootstrapServers, Path folder, String... settings) {
    return start(StandaloneConfiguration.class, "standalone", bootstrapServers, folder, settings);
  }

  /** Ingress alone. */
  static Services ingress(String bootstrapServers, Path folder, String... settings) {
    return start(Ingress.class, "ingress-service", bootstrapServers, folder, settings);
  }

  /** Routing alone. */
  static Services routing(String bootstrapServers, Path folder, String... settings) {
    return start(Routing.class, "routing-service", bootstrapServers, folder, settings);
  }

  /** Nothing but the bus's side of routing: a test gives the answers. */
  static Services questions(String bootstrapServers, Path folder, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("--management.endpoint.health.group.readiness.include=readinessState");
    return start(
        Questions.class, "routing-service", bootstrapServers, folder, all.toArray(String[]::new));
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({
    BusConfiguration.class,
    DecisionClientConfiguration.class,
    InstructionViewConfiguration.class,
    OfferLogConfiguration.class,
    IngressConfiguration.class,
    OwnEventLoops.class
  })
  static class Ingress {}

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({
    BusConfiguration.class,
    DecisionServerConfiguration.class,
    RoutingConfiguration.class,
    OwnEventLoops.class
  })
  static class Routing {}

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({BusConfiguration.class, DecisionServerConfiguration.class, OwnEventLoops.class})
  static class Questions {}

  /** Those that all contexts share end with the first of them. */
  @Configuration(proxyBeanMethods = false)
  static class OwnEventLoops {
    @Bean
    ReactorResourceFactory reactorResources() {
      ReactorResourceFactory resources = new ReactorResourceFactory();
      resources.setUseGlobalResources(false);
      return resources;
    }
  }

  private static Services start(
      Class<?> configuration,
      String name,
      String bootstrapServers,
      Path folder,
      String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.config.name=" + name,
                "--ringbus.bootstrap-servers=" + bootstrapServers,
                "--ringbus.ingress.port=0",
                "--ringbus.ingress.spool-dir=" + folder.resolve("spool"),
                "--ringbus.control.port=0",
                "--ringbus.secrets-dir=" + folder,
                "--spring.autoconfigure.exclude="
                    + "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration"));
    arguments.addAll(List.of(settings));
    return new Services(
        new SpringApplicationBuilder(configuration)
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new)));
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** Where ingress takes requests. */
  URI url() {
    return local("local.server.port");
  }

  /** Where health and metrics are. */
  URI control() {
    return local("local.management.port");
  }

  private URI local(String port) {
    return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty(port));
  }

  /** The value of a counter or gauge, summed over the tags that are not named. */
  double metric(String name, String... tags) {
    return get(MeterRegistry.class).find(name).tags(tags).meters().stream()
        .mapToDouble(meter -> meter.measure().iterator().next().getValue())
        .sum();
  }

  @Override
  public void close() {
    context.close();
  }
}
