package dev.ringbus.crmsync.originate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OriginateSettingsTest {

  private static OriginateSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("ringbus.crm-sync.originate", OriginateSettings.class);
  }

  @Test
  void hasDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new OriginateSettings(
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5)));
  }

  @Test
  void namesEveryFault() {
    assertThatThrownBy(() ->
            bind(
                Map.of(
                    "ringbus.crm-sync.originate.answer-within", "0s",
                    "ringbus.crm-sync.originate.follow-within", "-1s",
                    "ringbus.crm-sync.originate.stale-after", "0ms",
                    "ringbus.crm-sync.originate.look-every", "-5s")))
        .isInstanceOf(BindException.class)
        .rootCause()
        .hasMessage(
            "ringbus.crm-sync.originate.answer-within is longer than 0, not PT0S;"
                + " ringbus.crm-sync.originate.follow-within is longer than 0, not PT-1S;"
                + " ringbus.crm-sync.originate.stale-after is longer than 0, not PT0S;"
                + " ringbus.crm-sync.originate.look-every is longer than 0, not PT-5S");
  }
}
