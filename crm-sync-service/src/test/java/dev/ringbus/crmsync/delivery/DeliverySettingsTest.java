package dev.ringbus.crmsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DeliverySettingsTest {

  private static DeliverySettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("ringbus.crm-sync.delivery", DeliverySettings.class);
  }

  @Test
  void hasDefaults() {
    assertThat(bind(Map.of())).isEqualTo(DeliverySettings.defaults());
  }

  @Test
  void refusesAnAnswerThatComesAfterTheLease() {
    assertThatThrownBy(() ->
            bind(
                Map.of(
                    "ringbus.crm-sync.delivery.answer-within", "28s",
                    "ringbus.crm-sync.delivery.uploads", "0")))
        .isInstanceOf(BindException.class)
        .rootCause()
        .hasMessage(
            "ringbus.crm-sync.delivery.answer-within is at least 3 s shorter than lease (PT30S),"
                + " not PT28S; ringbus.crm-sync.delivery.uploads is 1 or more, not 0");
  }

  @Test
  void takesALongerLease() {
    assertThat(bind(Map.of("ringbus.crm-sync.delivery.lease", "60s")).lease())
        .isEqualTo(Duration.ofSeconds(60));
  }
}
