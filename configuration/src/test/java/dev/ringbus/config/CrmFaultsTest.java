package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrmFaultsTest {

  @TempDir private Path folder;
  private Yaml yaml;

  @BeforeEach
  void read() {
    yaml = new Yaml(folder);
  }

  @Test
  void storesAWorkspaceAndSaysThatNothingIsDelivered() {
    Valid valid = yaml.valid(Samples.EVERYTHING);

    Crm kontur = valid.configuration().crm("acme-kontur").orElseThrow();
    assertThat(kontur.settings())
        .isEqualTo(
            Map.of(
                "secretName",
                "token",
                "users",
                Map.of("7d0f0a5e-8d1c-4e52-9a41-0f5b3f1c2a10", "306"),
                "originate",
                Map.of(
                    "integration",
                    "acme-uis",
                    "http",
                    Map.of(
                        "method",
                        "POST",
                        "url",
                        "https://pbx.example/call/{extension}",
                        "body",
                        "{\"from\": \"{extension}\", \"to\": \"{clientPhone}\"}"))));
    assertThat(kontur.secrets())
        .isEqualTo(
            Map.of(
                "apiKey", new SecretRef.Env("PASSWORD"),
                "secret", new SecretRef.Env("PASSWORD"),
                "inboundKey", new SecretRef.Env("KEY")));
    assertThat(valid.notices())
        .extracting(notice -> notice.path() + ": " + notice.message())
        .containsExactly(
            "crms.acme-kontur: stored; this version does not deliver to CRMs yet",
            "crms.old: stored; this version does not deliver to CRMs yet",
            "plans.unused: no integration uses this plan",
            "control.token: not used; this version has no control API yet");
  }

  @Test
  void needsAKnownType() {
    assertThat(faults("baseUrl: x")).containsExactly("needs type: one of kontur, callevent");
    assertThat(faults("type: amo"))
        .containsExactly("type: expected one of kontur, callevent, found 'amo'");
    assertThat(faults("type: [kontur]")).hasSize(1);
  }

  @Test
  void refusesKeysOfAnotherType() {
    assertThat(faults("type: callevent, baseUrl: \"https://x/\", apiKey: {env: KEY}"))
        .containsExactly("apiKey: unknown key; known are baseUrl, every, password, type, user");
  }

  @Test
  void refusesWeakMissingAndLiteralSecrets() {
    assertThat(
            faults(
                "type: kontur, baseUrl: \"https://x/\", apiKey: hunter2, inboundKey: {env: WEAK},"
                    + " secret: {name: a, value: {env: UNSET}}"))
        .containsExactly(
            "apiKey: expected {env: NAME} or {file: PATH}, found a literal: it would be readable"
                + " on the topic ringbus.config",
            "inboundKey: expected a key of 16 characters or more, found one of 5",
            "secret.value: expected a secret in the variable UNSET, it is not set or empty");
    assertThat(faults("type: kontur"))
        .containsExactly(
            "needs apiKey: {env: NAME} or {file: PATH}",
            "needs baseUrl: a URL such as https://crm.example/route");
  }

  @Test
  void checksHowACallBegins() {
    assertThat(
            faults(
                "type: kontur, baseUrl: \"https://x/\", apiKey: {env: KEY},"
                    + " originate: {integration: nobody, http: {url: \"{clientPhone}\", method: HEAD}}"))
        .containsExactly(
            "originate.http.method: expected one of GET, POST, PUT, found 'HEAD'",
            "originate.http.url: expected a URL such as https://crm.example/route",
            "originate.integration: expected the id of an integration, found 'nobody'; there is none"
                + " in this file");
  }

  @Test
  void boundsHowOftenACrmIsAsked() {
    assertThat(faults("type: callevent, baseUrl: \"https://x/\", every: 500ms, user: u"))
        .containsExactly(
            "needs password as well, since it has user",
            "every: expected 1s to 60s, found '500ms'");
  }

  private List<String> faults(String fields) {
    return yaml.faults("crms: {c: {%s}}".formatted(fields)).stream()
        .map(fault -> fault.replaceFirst("ringbus.yaml:1: crms.c[.:] ?", ""))
        .toList();
  }
}
