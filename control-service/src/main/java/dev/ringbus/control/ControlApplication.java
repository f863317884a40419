package dev.ringbus.control;

import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.InstructionOutcomeFeedConfiguration;
import dev.ringbus.launch.ServiceLaunch;
import dev.ringbus.store.postgres.StoreConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The control API as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  BusConfiguration.class,
  InstructionOutcomeFeedConfiguration.class,
  StoreConfiguration.class,
  ControlConfiguration.class
})
public class ControlApplication {

  /**
   * Starts the service; its settings are in {@code control-service.yaml} and in the environment.
   */
  public static void main(String[] args) {
    ServiceLaunch.run("control-service", ControlApplication.class, args);
  }
}
