package dev.ringbus.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.store.CallStore;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.testkit.Samples;
import dev.ringbus.store.testkit.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class StoreConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(StoreConfiguration.class);

  @Test
  void givesTheThreePortsToTheDatabaseOfTheSettings() {
    try (TestStore database = TestStore.create(Clock.systemUTC())) {
      runner
          .withPropertyValues(
              "ringbus.postgres.url=" + database.settings().url(),
              "ringbus.postgres.user=" + database.settings().user(),
              "ringbus.postgres.password=" + database.settings().password(),
              "ringbus.postgres.connections=2",
              "ringbus.postgres.within=30s")
          .run(context -> {
            assertThat(context).hasSingleBean(Outbox.class).hasSingleBean(Inquiries.class);
            assertThat(
                    context
                        .getBean(CallStore.class)
                        .find(List.of(Samples.key("17")))
                        .block(Duration.ofSeconds(30)))
                .isEmpty();
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
          });
    }
  }

  @Test
  void startsWithoutADatabaseAndSaysSo() {
    runner
        .withPropertyValues("ringbus.postgres.url=postgresql://127.0.0.1:1/nowhere")
        .run(context -> {
          assertThat(context).hasNotFailed();
          assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
        });
  }

  @Test
  void doesNotStartWithAWrongSetting() {
    runner
        .withPropertyValues("ringbus.postgres.keep=14d")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("ringbus.postgres.keep is 15d or more"));
  }

  private static Health health(ApplicationContext context) {
    return context.getBean(ReactiveHealthIndicator.class).health().block(Duration.ofSeconds(30));
  }
}
