package dev.ringbus.crm.callevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallEventSettingsTest {

  private static final Map<String, SecretRef> PASSWORD =
      Map.of("password", new SecretRef.Env("OLD"));

  private static Crm crm(String url, Map<String, Object> settings) {
    return new Crm("old", "callevent", URI.create(url), null, settings, PASSWORD, "v1");
  }

  @Test
  void needsAUserAndAPasswordAlone() {
    assertThat(CallEventSettings.of(crm("https://crm.example/api/", Map.of("user", "mts"))))
        .isEqualTo(
            new CallEventSettings(
                "old",
                URI.create("https://crm.example/api"),
                "mts",
                new SecretRef.Env("OLD"),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                256,
                "",
                Duration.ofSeconds(60)));
  }

  @Test
  void readsEverySetting() {
    Map<String, Object> settings =
        Map.of(
            "user", "mts",
            "every", "PT6S",
            "within", "PT5S",
            "concurrency", 8L,
            "un", 4951234567L,
            "staleAfter", "PT30S");
    assertThat(CallEventSettings.of(crm("http://crm.example", settings)))
        .isEqualTo(
            new CallEventSettings(
                "old",
                URI.create("http://crm.example"),
                "mts",
                new SecretRef.Env("OLD"),
                Duration.ofSeconds(6),
                Duration.ofSeconds(5),
                8,
                "4951234567",
                Duration.ofSeconds(30)));
  }

  @Test
  void namesAllFaultsAtOnce() {
    Crm crm =
        new Crm(
            "old",
            "kontur",
            URI.create("https://crm.example/?a=b"),
            null,
            Map.of(
                "user", "m:ts",
                "every", "PT0.5S",
                "within", "PT0S",
                "concurrency", 10_001L,
                "un", Map.of(),
                "staleAfter", "soon"),
            Map.of(),
            "v1");

    assertThatThrownBy(() -> CallEventSettings.of(crm))
        .isInstanceOfSatisfying(
            InvalidCrm.class,
            fault ->
                assertThat(fault.faults())
                    .containsExactly(
                        "type: expected callevent, not kontur",
                        "every: expected PT1S to PT60S, not PT0.5S",
                        "baseUrl: expected no query and no fragment",
                        "user: expected a Basic user, in which no colon can be",
                        "password: expected a secret, found none",
                        "within: expected a duration over 0, such as PT2S, not PT0S",
                        "concurrency: expected a whole number from 1 to 10000, not 10001",
                        "un: expected a text",
                        "staleAfter: expected a duration over 0, such as PT1M, not soon"));
  }

  @Test
  void waitsForARequestForLessThanUntilTheNext() {
    assertThatThrownBy(() ->
            CallEventSettings.of(
                crm(
                    "https://crm.example",
                    Map.of("user", "mts", "every", "PT2S", "within", "PT2S"))))
        .hasMessageContaining("within: expected less than every, which is PT2S, not PT2S");
    assertThat(
            CallEventSettings.of(
                    crm("https://crm.example", Map.of("user", "mts", "every", "PT1.5S")))
                .within())
        .isEqualTo(Duration.ofSeconds(1));
  }
}
