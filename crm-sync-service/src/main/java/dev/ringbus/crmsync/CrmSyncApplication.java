package dev.ringbus.crmsync;

import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.CallEventFeedConfiguration;
import dev.ringbus.bus.kafka.CommandFeedConfiguration;
import dev.ringbus.launch.ServiceLaunch;
import dev.ringbus.store.postgres.StoreConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The CRM sync service as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  CrmSyncConfiguration.class,
  BusConfiguration.class,
  CallEventFeedConfiguration.class,
  CommandFeedConfiguration.class,
  StoreConfiguration.class
})
public class CrmSyncApplication {

  /**
   * Starts the service; its settings are in {@code crm-sync-service.yaml} and in the environment.
   */
  public static void main(String[] args) {
    ServiceLaunch.run("crm-sync-service", CrmSyncApplication.class, args);
  }
}
