package dev.ringbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BusSettingsTest {

  private static BusSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("ringbus", BusSettings.class);
  }

  @Test
  void hasDefaultsForOneBrokerOnThisMachine() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new BusSettings(
                "localhost:9092", 24, 1, 1, null, BusSettings.SESSION, BusSettings.DELIVERY));
  }

  @Test
  void readsEverySetting() {
    Map<String, String> properties =
        Map.of(
            "ringbus.bootstrap-servers", "kafka-0.kafka:9092, [::1]:9093",
            "ringbus.partitions", "48",
            "ringbus.replication-factor", "3",
            "ringbus.min-insync-replicas", "2",
            "ringbus.instance-ordinal", "0",
            "ringbus.session-timeout", "10s",
            "ringbus.delivery-timeout", "2s");

    assertThat(bind(properties))
        .isEqualTo(
            new BusSettings(
                "kafka-0.kafka:9092, [::1]:9093",
                48,
                3,
                2,
                0,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2)));
  }

  @Test
  void namesEveryFaultAtOnce() {
    assertThatThrownBy(() ->
            new BusSettings("kafka", 0, 1, 2, -1, Duration.ofMillis(900), Duration.ofMinutes(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ringbus.bootstrap-servers is host:port[,host:port…], not 'kafka'; "
                + "ringbus.partitions is 1 or more, not 0; "
                + "ringbus.min-insync-replicas (2) is at most replication-factor (1); "
                + "ringbus.instance-ordinal is 0 or more, not -1; "
                + "ringbus.session-timeout is from 1s to 5m, not 900ms; "
                + "ringbus.delivery-timeout is from 500ms to 2m, not 180000ms");
  }
}
