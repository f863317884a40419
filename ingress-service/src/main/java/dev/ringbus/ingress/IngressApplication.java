package dev.ringbus.ingress;

import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.DecisionClientConfiguration;
import java.io.Console;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The ingress as a service of its own, against an external Kafka. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({IngressConfiguration.class, BusConfiguration.class, DecisionClientConfiguration.class})
public class IngressApplication {

  /** Starts the service; its settings are in {@code ingress-service.yaml} and the environment. */
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(IngressApplication.class);
    application.setDefaultProperties(defaults(System.console()));
    try {
      application.run(args);
    } catch (RuntimeException failure) {
      StartFault.line(failure)
          .ifPresentOrElse(
              line -> System.err.println("ingress-service: " + line),
              () ->
                  LoggerFactory.getLogger(IngressApplication.class)
                      .error("the start failed", failure));
      System.exit(1);
    }
  }

  /** Logs are for machines, except on a terminal. */
  private static Map<String, Object> defaults(@Nullable Console console) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("spring.config.name", "ingress-service");
    if (console == null || !console.isTerminal()) {
      defaults.put("logging.structured.format.console", "ecs");
    }
    return defaults;
  }
}
