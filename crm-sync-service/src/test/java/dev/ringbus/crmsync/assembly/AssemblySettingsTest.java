package dev.ringbus.crmsync.assembly;

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

class AssemblySettingsTest {

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(AssemblySettings.class)
  static class Settings {}

  private static ConfigurableApplicationContext start(String... arguments) {
    SpringApplication application = new SpringApplication(Settings.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setDefaultProperties(Map.of("spring.config.name", "crm-sync-service"));
    return application.run(arguments);
  }

  @Test
  void haveDefaults() {
    try (var context = start()) {
      AssemblySettings settings = context.getBean(AssemblySettings.class);
      assertThat(settings.registerAfter()).hasSeconds(2);
      assertThat(settings.waitForRecordings()).hasSeconds(30);
      assertThat(settings.closeEvery()).hasSeconds(10);
      assertThat(settings.forgetEvery()).hasHours(1);
      assertThat(context.getEnvironment().getProperty("spring.application.name"))
          .isEqualTo("ringbus-crm-sync");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --ringbus.crm-sync.register-after=-1s | ringbus.crm-sync.register-after is 0 or longer, not PT-1S
          --ringbus.crm-sync.wait-for-recordings=-1s | ringbus.crm-sync.wait-for-recordings is 0 or longer, not PT-1S
          --ringbus.crm-sync.close-every=0s | ringbus.crm-sync.close-every is longer than 0, not PT0S
          --ringbus.crm-sync.forget-every=0s | ringbus.crm-sync.forget-every is longer than 0, not PT0S
          --ringbus.crm-sync.forget-every=soon | ringbus.crm-sync.forget-every: expected a duration, not 'soon'
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
        start("--ringbus.crm-sync.close-every=0s", "--ringbus.crm-sync.forget-every=0s")) {
      assertThat(context).as("a context of wrong settings").isNull();
    } catch (RuntimeException failure) {
      assertThat(StartFault.line(failure).orElseThrow())
          .contains("ringbus.crm-sync.close-every is", "; ringbus.crm-sync.forget-every is");
    }
  }
}
