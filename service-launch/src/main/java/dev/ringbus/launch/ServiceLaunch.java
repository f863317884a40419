package dev.ringbus.launch;

import java.io.Console;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;

/** Starts a service as a process of its own. */
public final class ServiceLaunch {

  private ServiceLaunch() {}

  /**
   * Starts it, or says why not and ends the process with 1.
   *
   * @param name of the service: its settings are in {@code <name>.yaml} on the class path and in
   *     the environment
   */
  public static void run(String name, Class<?> application, String... args) {
    SpringApplication service = new SpringApplication(application);
    service.setDefaultProperties(defaults(name));
    try {
      service.run(args);
    } catch (RuntimeException failure) {
      StartFault.line(failure)
          .ifPresentOrElse(
              line -> System.err.println(name + ": " + line),
              () -> LoggerFactory.getLogger(application).error("the start failed", failure));
      System.exit(1);
    }
  }

  /** Logs are for machines, except on a terminal. */
  private static Map<String, Object> defaults(String name) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("spring.config.name", name);
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      defaults.put("logging.structured.format.console", "ecs");
    }
    return defaults;
  }
}
