package dev.ringbus.crmsync.delivery;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DeliveryLog;
import dev.ringbus.crms.Crms;
import dev.ringbus.crmsync.delivery.Dispatcher.Equipment;
import dev.ringbus.crmsync.recording.RecordingDelivery;
import dev.ringbus.model.SecretSource;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The deliveries to CRMs as beans. They need the ports of the bus and of the store beside them, and
 * whoever brings recordings.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
public class DeliveryConfiguration {

  private static final Scheduler SCHEDULER = Schedulers.parallel();

  @Bean
  Deliveries deliveries(
      ConfigurationView view,
      RecordingDelivery recordings,
      Outbox outbox,
      Inquiries inquiries,
      DeliveryLog deliveryLog,
      CommandLog commands,
      DeliverySettings settings,
      @Value("${HOSTNAME:crm-sync}") String instance,
      @Value("${ringbus.secrets-dir:.}") Path secretsDir,
      ObjectProvider<SecretSource> secrets,
      ObjectProvider<MeterRegistry> registry,
      ObjectProvider<Clock> clock) {
    Clock time = clock.getIfAvailable(Clock::systemUTC);
    SecretSource secretSource =
        secrets.getIfAvailable(() -> new SecretSource(System.getenv(), secretsDir));
    MeterRegistry meters = registry.getIfAvailable(SimpleMeterRegistry::new);
    Journal journal =
        new Journal(
            new Receipts(deliveryLog, meters),
            new DeliveryMeters(meters),
            inquiries,
            instance,
            time);
    Equipment equipment =
        new Equipment(
            outbox,
            new Courier(recordings, new Announcements(commands, SCHEDULER, time), SCHEDULER),
            settings,
            SCHEDULER,
            time,
            () -> ThreadLocalRandom.current().nextDouble(),
            journal);
    return new Deliveries(view, connections(secretSource, time), equipment, journal);
  }

  /** By the type of the workspace. */
  private static Connections connections(SecretSource secrets, Clock clock) {
    return crm -> Crms.find(crm.type()).map(provider -> provider.connect(crm, secrets, clock));
  }

  /** A CRM that is not ready takes no service away from others, and so it is up all the same. */
  @Bean
  HealthIndicator crmsHealthIndicator(Deliveries deliveries) {
    return () -> Health.up().withDetails(deliveries.notActivated()).build();
  }

  @Bean
  DeliveryLifecycle deliveryLifecycle(Deliveries deliveries) {
    return new DeliveryLifecycle(deliveries);
  }
}
