package dev.ringbus.ingress;

import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.DecisionClientConfiguration;
import dev.ringbus.bus.kafka.InstructionViewConfiguration;
import dev.ringbus.bus.kafka.OfferLogConfiguration;
import dev.ringbus.launch.ServiceLaunch;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The ingress as a service of its own, against an external Kafka. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({
  IngressConfiguration.class,
  BusConfiguration.class,
  DecisionClientConfiguration.class,
  InstructionViewConfiguration.class,
  OfferLogConfiguration.class
})
public class IngressApplication {

  /**
   * Starts the service; its settings are in {@code ingress-service.yaml} and in the environment.
   */
  public static void main(String[] args) {
    ServiceLaunch.run("ingress-service", IngressApplication.class, args);
  }
}
