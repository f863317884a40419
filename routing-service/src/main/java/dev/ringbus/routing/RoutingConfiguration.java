package dev.ringbus.routing;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.SecretSource;
import dev.ringbus.routing.ask.Asks;
import dev.ringbus.routing.cel.Conditions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Routing as beans. It needs the ports of the bus beside it, and takes a clock, a registry of
 * meters, a tracer and a source of secrets where there is one.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoutingSettings.class)
public class RoutingConfiguration {

  @Bean(destroyMethod = "close")
  Asks asks(
      RoutingSettings settings,
      CommandLog commands,
      ObjectProvider<SecretSource> secrets,
      @Value("${ringbus.secrets-dir:.}") Path secretsDir,
      ObjectProvider<Clock> clock,
      ObjectProvider<MeterRegistry> registry,
      ObjectProvider<OpenTelemetry> telemetry) {
    return new Asks(
        settings.ask(),
        secrets.getIfAvailable(() -> new SecretSource(System.getenv(), secretsDir)),
        time(clock),
        meters(registry),
        tracer(telemetry),
        commands);
  }

  @Bean
  LiveRoutes liveRoutes(ConfigurationView view, Asks asks) {
    return new LiveRoutes(view, new RoutePreparation(Dialects::find, new Conditions(), asks));
  }

  @Bean
  Router router(
      LiveRoutes routes,
      RoutingSettings settings,
      CommandLog commands,
      ObjectProvider<Clock> clock,
      ObjectProvider<MeterRegistry> registry,
      ObjectProvider<OpenTelemetry> telemetry) {
    return new Router(
        routes,
        time(clock),
        settings.wayBack(),
        new RoutingMeters(meters(registry)),
        tracer(telemetry),
        commands);
  }

  @Bean
  RoutingLifecycle routingLifecycle(
      ConfigurationView view, LiveRoutes routes, DecisionServer server, Router router) {
    return new RoutingLifecycle(view, routes, server, router);
  }

  @Bean
  HealthIndicator routingHealthIndicator(LiveRoutes routes, DecisionServer server) {
    return () -> {
      boolean caughtUp = routes.isReady();
      boolean positioned = server.isReady();
      Health.Builder builder = caughtUp && positioned ? Health.up() : Health.outOfService();
      return builder
          .withDetail("configuration", caughtUp ? "known" : "being read")
          .withDetail("integrations", routes.current().byIntegration().size())
          .withDetail("questions", positioned ? "heard" : "not heard")
          .build();
    };
  }

  private static Clock time(ObjectProvider<Clock> clock) {
    return clock.getIfAvailable(Clock::systemUTC);
  }

  private static MeterRegistry meters(ObjectProvider<MeterRegistry> registry) {
    return registry.getIfAvailable(SimpleMeterRegistry::new);
  }

  private static Tracer tracer(ObjectProvider<OpenTelemetry> telemetry) {
    return telemetry.getIfAvailable(OpenTelemetry::noop).getTracer("dev.ringbus.routing");
  }
}
