package dev.ringbus.store.postgres;

import dev.ringbus.store.CallStore;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.InstructionStates;
import dev.ringbus.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * The store as beans. A {@code Clock} and a {@code MeterRegistry} are used where there are such
 * beans. A database that is not there yet ends no start; the health says so.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreSettings.class)
public class StoreConfiguration {

  /** A probe is not kept waiting for a database that is gone. */
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(2);

  @Bean
  PostgresStore postgresStore(
      StoreSettings settings, ObjectProvider<Clock> clock, ObjectProvider<MeterRegistry> meters) {
    return new PostgresStore(
        settings,
        clock.getIfAvailable(Clock::systemUTC),
        meters.getIfAvailable(CompositeMeterRegistry::new));
  }

  @Bean
  StoreLifecycle storeLifecycle(PostgresStore store) {
    return new StoreLifecycle(store);
  }

  @Bean
  CallStore callStore(PostgresStore store) {
    return store.calls();
  }

  @Bean
  Outbox outbox(PostgresStore store) {
    return store.outbox();
  }

  @Bean
  Inquiries inquiries(PostgresStore store) {
    return store.inquiries();
  }

  @Bean
  InstructionStates instructionStates(PostgresStore store) {
    return store.instructions();
  }

  @Bean
  ReactiveHealthIndicator storeHealthIndicator(PostgresStore store) {
    return () ->
        store
            .check()
            .timeout(HEALTHY_WITHIN)
            .then(Mono.fromSupplier(() -> Health.up().build()))
            .onErrorResume(failure ->
                Mono.just(Health.down().withDetail("database", "does not answer").build()));
  }
}
