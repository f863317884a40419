package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrmFaultsTest {

  private static final String CALL_EVENT =
      "type: callevent, baseUrl: \"https://x/\", user: u, password: {env: KEY}";

  private static final String KONTUR = "type: kontur, baseUrl: \"https://x/\", apiKey: {env: KEY}";

  @TempDir private Path folder;
  private Yaml yaml;

  @BeforeEach
  void read() {
    yaml = new Yaml(folder);
  }

  @Test
  void takesAWorkspaceWithAllThatItSays() {
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
                        "headers",
                        Map.of("X-API-Key", "{secret}", "X-Call", "{communicationId}"),
                        "body",
                        "{\"from\": \"{extension}\", \"to\": \"{clientPhone}\"}",
                        "user",
                        "hub")),
                "staleAfter",
                "PT90S",
                "settleBy",
                "nothing",
                "concurrency",
                8L,
                "contentLengthAs",
                "number"));
    assertThat(kontur.secrets())
        .isEqualTo(
            Map.of(
                "apiKey", new SecretRef.Env("PASSWORD"),
                "secret", new SecretRef.Env("PASSWORD"),
                "originatePassword", new SecretRef.Env("PASSWORD"),
                "originateSecret", new SecretRef.Env("PASSWORD")));
    assertThat(Json.readResource(kontur.key(), Json.write(kontur))).contains(kontur);
    assertThat(valid.notices())
        .extracting(notice -> notice.path() + ": " + notice.message())
        .containsExactly("plans.unused: no integration uses this plan");
  }

  @Test
  void writesOutWhatIsLeftToTheDefaults() {
    Crm crm = yaml.valid("crms: {c: {" + KONTUR + "}}").configuration().crm("c").orElseThrow();

    assertThat(crm.settings())
        .isEqualTo(
            Map.of(
                "staleAfter", "PT60S",
                "settleBy", "call-started",
                "concurrency", 32L,
                "contentLengthAs", "string"));
    assertThat(crm.inboundKeyDigest()).isNull();
  }

  @Test
  void keepsOnlyADigestOfTheKeyOfSystemCalls() {
    String literal = "crms: {c: {" + KONTUR + ", inboundKey: literal-key-of-c-0001}}";
    Valid valid = yaml.valid(literal);
    Crm crm = valid.configuration().crm("c").orElseThrow();

    assertThat(crm.inboundKeyDigest().matches("literal-key-of-c-0001")).isTrue();
    assertThat(new String(Json.write(crm), StandardCharsets.UTF_8) + valid)
        .doesNotContain("literal-key-of-c-0001");
    assertThat(valid.workspaces().getFirst().inboundKey())
        .contains(new Secret("literal-key-of-c-0001"));
    assertThat(valid.workspaces().getFirst().secrets()).containsKey("apiKey");
    assertThat(yaml.valid(literal, valid.configuration()).configuration())
        .isEqualTo(valid.configuration());
  }

  @Test
  void takesNoKeyThatCannotStandInAPath() {
    assertThat(faults(KONTUR + ", inboundKey: \"0123456789/abcdef\""))
        .containsExactly(
            "inboundKey: expected a key of A-Z, a-z, 0-9, -, ., _ and ~, since it stands in a URL's"
                + " path");
  }

  @Test
  void boundsItsSettings() {
    assertThat(
            faults(
                KONTUR
                    + ", staleAfter: 500ms, settleBy: get, concurrency: 1000, contentLengthAs: int"))
        .containsExactly(
            "concurrency: expected 1 to 256, found the number 1000",
            "contentLengthAs: expected one of string, number, found 'int'",
            "settleBy: expected one of call-started, nothing, found 'get'",
            "staleAfter: expected 1s to 1h, found '500ms'");
  }

  @Test
  void refusesAnAddressThatNothingCanBeAddedTo() {
    assertThat(faults("type: kontur, baseUrl: \"ftp://x/\", apiKey: {env: KEY}"))
        .containsExactly("baseUrl: expected a URL such as https://crm.example/route");
    assertThat(faults("type: kontur, baseUrl: \"https://x/?a=b\", apiKey: {env: KEY}"))
        .containsExactly("baseUrl: expected a URL without a query, paths are added to it");
  }

  @Test
  void saysThatAKeyGoesUnencrypted() {
    assertThat(notices("type: kontur, baseUrl: \"http://crm.example\", apiKey: {env: KEY}"))
        .containsExactly("crms.c.baseUrl: the API key goes there unencrypted");
    assertThat(notices("type: kontur, baseUrl: \"http://127.0.0.1:18950\", apiKey: {env: KEY}"))
        .isEmpty();
    assertThat(notices("type: kontur, baseUrl: \"http://[::1]:18950\", apiKey: {env: KEY}"))
        .isEmpty();
  }

  @Test
  void needsANumberOfItsOwnForEachUser() {
    assertThat(
            faults(
                KONTUR
                    + ", users: {anna: 306, boris: 79031505050, vera: \"306\","
                    + " gleb: \"+7 903 150-50-50\", dina: unknown}"))
        .containsExactly(
            "users.dina: expected an internal number, found 'unknown'",
            "users.gleb: expected a number of its own, boris has +7 903 150-50-50 already",
            "users.vera: expected a number of its own, anna has 306 already");
  }

  @Test
  void refusesOneWorkspaceUnderTwoNames() {
    String two =
        """
        crms:
          a: {type: kontur, baseUrl: "https://x", apiKey: {env: KEY}, inboundKey: 0123456789abcdefg}
          b: {type: kontur, baseUrl: "https://x", apiKey: {env: %s}, inboundKey: 0123456789abcdefg}
        """;

    assertThat(yaml.faults(two.formatted("KEY")))
        .containsExactly(
            "ringbus.yaml:3: crms.b.apiKey: expected a key of its own, a has the same: both are one"
                + " workspace");
    assertThat(yaml.valid(two.formatted("PASSWORD")).notices())
        .extracting(notice -> notice.path() + ": " + notice.message())
        .containsExactly(
            "crms.b.inboundKey: a has the same: who knows the URL of one can guess the other's");
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
        .containsExactly(
            "needs password: {env: NAME} or {file: PATH}",
            "needs user: a text",
            "apiKey: unknown key; known are baseUrl, concurrency, every, password, staleAfter, type,"
                + " un, user, within");
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
  void boundsHowOftenAndHowLongACrmIsAsked() {
    assertThat(faults(CALL_EVENT + ", every: 500ms, within: 11s, concurrency: 0, staleAfter: 0s"))
        .containsExactly(
            "concurrency: expected 1 to 10000, found the number 0",
            "every: expected 1s to 60s, found '500ms'",
            "staleAfter: expected a duration such as 1500ms, 3s, 4h or PT1.5S, found '0s'",
            "within: expected 100ms to 10s, found '11s'");
    assertThat(faults(CALL_EVENT + ", within: 5s"))
        .containsExactly("within: expected less than every, which is 3s, found 5s");
    assertThat(faults("type: callevent, baseUrl: \"https://x/?a=b\", user: \"a:b\""))
        .containsExactlyInAnyOrder(
            "needs password: {env: NAME} or {file: PATH}",
            "baseUrl: expected a URL without a query, paths are added to it",
            "user: expected a user without a colon, as Basic has it");
  }

  @Test
  void notesAPasswordThatCouldBeReadOnItsWay() {
    assertThat(notices(CALL_EVENT.replace("https", "http")))
        .containsExactly("crms.c.baseUrl: the password goes there unencrypted");
    assertThat(notices(CALL_EVENT.replace("https://x/", "http://127.0.0.1:8085/"))).isEmpty();
  }

  @Test
  void takesAllThatACrmWhichWasMadeForMtsCanHave() {
    Crm crm =
        yaml.valid("crms: {c: {%s, un: 4951234567, within: 1s}}".formatted(CALL_EVENT))
            .configuration()
            .crm("c")
            .orElseThrow();

    assertThat(crm.settings())
        .isEqualTo(
            Map.of(
                "user", "u",
                "every", "PT3S",
                "within", "PT1S",
                "un", "4951234567",
                "concurrency", 256L,
                "staleAfter", "PT60S"));
    assertThat(crm.secrets()).containsOnlyKeys("password");
  }

  private List<String> notices(String fields) {
    return yaml.valid("crms: {c: {%s}}".formatted(fields)).notices().stream()
        .map(notice -> notice.path() + ": " + notice.message())
        .toList();
  }

  private List<String> faults(String fields) {
    return yaml.faults("crms: {c: {%s}}".formatted(fields)).stream()
        .map(fault -> fault.replaceFirst("ringbus.yaml:1: crms.c[.:] ?", ""))
        .toList();
  }
}
