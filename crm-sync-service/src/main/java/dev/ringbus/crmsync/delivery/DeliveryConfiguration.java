package dev.ringbus.crmsync.delivery;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DeliveryLog;
import dev.ringbus.crmsync.delivery.Dispatcher.Equipment;
import dev.ringbus.crmsync.recording.RecordingDelivery;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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
      Gateways gateways,
      RecordingDelivery recordings,
      Outbox outbox,
      Inquiries inquiries,
      DeliveryLog deliveryLog,
      DeliverySettings settings,
      @Value("${ringbus.instance:${HOSTNAME:crm-sync}}") String instance,
      ObjectProvider<MeterRegistry> registry,
      ObjectProvider<Clock> clock) {
    Clock time = clock.getIfAvailable(Clock::systemUTC);
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
            new Courier(recordings, SCHEDULER),
            settings,
            SCHEDULER,
            time,
            () -> ThreadLocalRandom.current().nextDouble(),
            journal);
    return new Deliveries(view, gateways, equipment, journal);
  }

  @Bean
  DeliveryLifecycle deliveryLifecycle(Deliveries deliveries) {
    return new DeliveryLifecycle(deliveries);
  }
}
