package dev.ringbus.crmsync.assembly;

import dev.ringbus.bus.CallLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.Feed;
import dev.ringbus.crmsync.work.Doorbell;
import dev.ringbus.model.CallEvent;
import dev.ringbus.store.CallStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The assembly of calls as beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AssemblySettings.class)
public class AssemblyConfiguration {

  @Bean
  AssemblyLifecycle assemblyLifecycle(
      ConfigurationView view,
      Feed<CallEvent> feed,
      CallStore store,
      CallLog calls,
      EventLog events,
      ObjectProvider<Doorbell> doorbell,
      AssemblySettings settings,
      ObjectProvider<Clock> clock,
      ObjectProvider<MeterRegistry> registry) {
    Clock time = clock.getIfAvailable(Clock::systemUTC);
    AssemblyMeters meters = new AssemblyMeters(registry.getIfAvailable(SimpleMeterRegistry::new));
    Progress progress = new Progress(settings.closeEvery(), time);
    return new AssemblyLifecycle(
        view,
        feed,
        new Ingest(
            view,
            store,
            calls,
            doorbell.getIfAvailable(() -> _ -> {}),
            new RegisterAfter(settings.registerAfter(), settings.waitForRecordings()),
            progress,
            meters,
            time),
        new Closing(view, store, events, progress, meters, time),
        new Forgetting(store, time),
        settings);
  }

  @Bean
  HealthIndicator assemblyHealthIndicator(ConfigurationView view, Feed<CallEvent> feed) {
    return () -> {
      boolean isKnown = view.isReady();
      boolean isHeard = feed.isReady();
      return (isKnown && isHeard ? Health.up() : Health.outOfService())
          .withDetail("configuration", isKnown ? "known" : "being read")
          .withDetail("events", isHeard ? "followed" : "not followed")
          .build();
    };
  }
}
