package dev.ringbus.crmsync.originate;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.Feed;
import dev.ringbus.crmsync.work.Doorbell;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.SecretSource;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/** What CRMs want done, as beans; they need the ports of the bus and of the store beside them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OriginateSettings.class)
public class OriginateConfiguration {

  @Bean
  OriginateMeters originateMeters(ObjectProvider<MeterRegistry> registry) {
    return new OriginateMeters(registry.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  MissedCalls missedCalls(
      CallStore store,
      Doorbell doorbell,
      OriginateMeters meters,
      OriginateSettings settings,
      ObjectProvider<Clock> clock) {
    return new MissedCalls(store, doorbell, meters, settings.followWithin(), time(clock));
  }

  @Bean
  Originations originations(
      ObjectProvider<SecretSource> secrets,
      @Value("${ringbus.secrets-dir:.}") Path secretsDir,
      CallStore store,
      MissedCalls missed,
      OriginateMeters meters,
      OriginateSettings settings,
      ObjectProvider<Clock> clock) {
    return new Originations(
        new Wishes(secrets.getIfAvailable(() -> new SecretSource(System.getenv(), secretsDir))),
        store,
        new PbxClient(settings.answerWithin()),
        missed,
        meters,
        settings.staleAfter(),
        time(clock));
  }

  @Bean
  Commands commands(
      Feed<CallCommand> feed,
      ConfigurationView configuration,
      Originations originations,
      Outbox outbox,
      Doorbell doorbell,
      ObjectProvider<Clock> clock) {
    return new Commands(feed, configuration, originations, outbox, doorbell, time(clock));
  }

  @Bean
  OriginateLifecycle originateLifecycle(
      Commands commands, MissedCalls missed, OriginateSettings settings) {
    return new OriginateLifecycle(commands, missed, settings.lookEvery(), Schedulers.parallel());
  }

  private static Clock time(ObjectProvider<Clock> clock) {
    return clock.getIfAvailable(Clock::systemUTC);
  }
}
