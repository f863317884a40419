package dev.ringbus.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.launch.StartFault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class RoutingSettingsTest {

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(RoutingSettings.class)
  static class Settings {}

  private static ConfigurableApplicationContext start(String... arguments) {
    SpringApplication application = new SpringApplication(Settings.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setDefaultProperties(Map.of("spring.config.name", "routing-service"));
    return application.run(arguments);
  }

  @Test
  void haveDefaults() {
    try (var context = start()) {
      assertThat(context.getBean(RoutingSettings.class).wayBack()).hasMillis(50);
      assertThat(context.getBean(RoutingSettings.class).ask().connections()).isEqualTo(32);
      assertThat(context.getEnvironment().getProperty("spring.application.name"))
          .isEqualTo("ringbus-routing");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --ringbus.routing.way-back=-1ms | ringbus.routing.way-back is 0 or longer, not PT-0.001S
          --ringbus.routing.way-back=soon | ringbus.routing.way-back: expected a duration, not 'soon'
          --ringbus.routing.ask.connections=0 | ringbus.routing.ask.connections is 1 or more, not 0
          --ringbus.routing.ask.connections=many | ringbus.routing.ask.connections: expected a whole number, not 'many'
          """)
  void failWithOneLine(String argument, String line) {
    try (var context = start(argument)) {
      assertThat(context).as("a context of wrong settings").isNull();
    } catch (RuntimeException failure) {
      assertThat(StartFault.line(failure)).contains(line);
    }
  }

  @Test
  void failWithEveryFaultAtOnce() {
    try (var context =
        start("--ringbus.routing.ask.connections=0", "--ringbus.routing.ask.rest=0s")) {
      assertThat(context).as("a context of wrong settings").isNull();
    } catch (RuntimeException failure) {
      assertThat(StartFault.line(failure).orElseThrow())
          .contains("ringbus.routing.ask.connections is 1 or more", "ringbus.routing.ask.rest is");
    }
  }
}
