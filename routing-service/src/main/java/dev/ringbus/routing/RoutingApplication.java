package dev.ringbus.routing;

import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.DecisionServerConfiguration;
import java.io.Console;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The routing service as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({BusConfiguration.class, DecisionServerConfiguration.class, RoutingConfiguration.class})
public class RoutingApplication {

  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(RoutingApplication.class);
    application.setDefaultProperties(defaults());
    try {
      application.run(args);
    } catch (RuntimeException failure) {
      StartFault.line(failure)
          .ifPresentOrElse(
              line -> System.err.println("routing-service: " + line),
              () ->
                  LoggerFactory.getLogger(RoutingApplication.class)
                      .error("the start failed", failure));
      System.exit(1);
    }
  }

  /** Logs are for machines, except on a terminal. */
  private static Map<String, Object> defaults() {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("spring.config.name", "routing-service");
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      defaults.put("logging.structured.format.console", "ecs");
    }
    return defaults;
  }
}
