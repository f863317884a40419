package dev.ringbus.poller;

import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.CallRecordFeedConfiguration;
import dev.ringbus.bus.kafka.DecisionClientConfiguration;
import dev.ringbus.launch.ServiceLaunch;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The poller as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  BusConfiguration.class,
  CallRecordFeedConfiguration.class,
  DecisionClientConfiguration.class,
  PollerConfiguration.class
})
public class PollerApplication {

  /** Starts the service; its settings are in {@code poller-service.yaml} and in the environment. */
  public static void main(String[] args) {
    ServiceLaunch.run("poller-service", PollerApplication.class, args);
  }
}
