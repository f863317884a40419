package dev.ringbus.routing;

import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.DecisionServerConfiguration;
import dev.ringbus.launch.ServiceLaunch;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The routing service as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({BusConfiguration.class, DecisionServerConfiguration.class, RoutingConfiguration.class})
public class RoutingApplication {

  /**
   * Starts the service; its settings are in {@code routing-service.yaml} and in the environment.
   */
  public static void main(String[] args) {
    ServiceLaunch.run("routing-service", RoutingApplication.class, args);
  }
}
