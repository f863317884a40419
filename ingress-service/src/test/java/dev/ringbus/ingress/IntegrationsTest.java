package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.integration;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class IntegrationsTest {

  private final InMemoryConfigurationView view = new InMemoryConfigurationView();
  private final Integrations integrations =
      new Integrations(
          view, List.of(new FakeDialect()), new SecretSource(Map.of("THERE", "x"), Path.of(".")));
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Integrations.class);

  @BeforeEach
  void start() {
    log.start();
    logger.addAppender(log);
    integrations.start();
  }

  @AfterEach
  void stop() {
    integrations.stop();
    logger.detachAppender(log);
  }

  @Test
  void namesAnUnusableIntegrationOnce() {
    Integration missing = withSecret("MISSING");
    configure(missing);
    configure(missing, integration("other", "fake", "key of another").build());
    configure(missing);

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Requests of acme are answered 401: its secret is not there:"
                + " no environment variable MISSING");
    assertThat(integrations.unusable()).containsOnlyKeys(new IntegrationId("acme"));
  }

  @Test
  void namesItAgainWhenItComesBack() {
    configure(withSecret("MISSING"));
    configure(withSecret("THERE"));
    assertThat(integrations.unusable()).isEmpty();
    assertThat(integrations.find(FakeDialect.PLATFORM, "acme")).isPresent();
    configure(withSecret("MISSING"));

    assertThat(log.list).hasSize(2);
    assertThat(integrations.find(FakeDialect.PLATFORM, "acme")).isEmpty();
  }

  @Test
  void namesTheOptionThatTheDialectDoesNotTake() {
    configure(integration("acme", "fake", "key").option("bad", "x").build());

    assertThat(integrations.unusable())
        .containsEntry(new IntegrationId("acme"), "option bad: expected something else");
  }

  @Test
  void namesACidrThatIsNone() {
    configure(integration("acme", "fake", "key").allowFrom("everywhere").build());

    assertThat(integrations.unusable())
        .containsEntry(
            new IntegrationId("acme"), "expected a CIDR such as 203.0.113.0/24, not everywhere");
  }

  private static Integration withSecret(String variable) {
    return integration("acme", "fake", "key of acme")
        .secret("secret", new SecretRef.Env(variable))
        .build();
  }

  private void configure(Integration... configured) {
    view.set(Configuration.of(List.of(configured)));
  }
}
