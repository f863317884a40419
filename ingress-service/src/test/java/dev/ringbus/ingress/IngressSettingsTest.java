package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class IngressSettingsTest {

  @Test
  void hasADefaultForEverything() {
    IngressSettings settings = bind(Map.of());

    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.spoolDir()).isEqualTo(Path.of("data/spool"));
    assertThat(settings.trustedProxies()).isEmpty();
    assertThat(settings.margin()).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void namesEveryFault() {
    assertThatThrownBy(() ->
            bind(
                Map.of(
                    "ringbus.ingress.port", "70000",
                    "ringbus.ingress.spool-limit", "10KB",
                    "ringbus.ingress.trusted-proxies", "10.0.0.0/8,proxy.example",
                    "ringbus.ingress.idle", "0s",
                    "ringbus.ingress.margin", "-1ms")))
        .isInstanceOf(BindException.class)
        .rootCause()
        .hasMessage(
            "ringbus.ingress.port is 0 to 65535, not 70000;"
                + " ringbus.ingress.spool-limit is 1MB or more, not 10240B;"
                + " ringbus.ingress.trusted-proxies: expected a CIDR such as 203.0.113.0/24,"
                + " not proxy.example;"
                + " ringbus.ingress.margin is 0ms or more, not -1ms;"
                + " ringbus.ingress.idle is more than 0ms, not 0ms");
  }

  private static IngressSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("ringbus.ingress", IngressSettings.class);
  }
}
