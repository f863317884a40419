package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Secret;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

  private static final String FILE =
      """
      integrations:
        a: {platform: comagic, key: {env: A}}
        b: {platform: comagic, key: literal-key-of-b-0001}
        c: {platform: sipsim, signingSecret: {env: SIGNING}, user: u}
      """;

  @TempDir private Path folder;

  private Yaml yaml(String keyOfA) {
    return new Yaml(folder, Map.of("A", keyOfA, "SIGNING", "signing-secret-of-c"));
  }

  @Test
  void keepsTheDigestOfAKeyThatDidNotChange() {
    Configuration first = yaml("key-of-a-00000001").valid(FILE).configuration();
    Configuration again = yaml("key-of-a-00000001").valid(FILE, first).configuration();
    Configuration renewed = yaml("key-of-a-00000002").valid(FILE, first).configuration();

    assertThat(again).isEqualTo(first);
    assertThat(Changes.between(first, again).isEmpty()).isTrue();
    assertThat(Changes.between(first, renewed).lines()).containsExactly("~ integration/a");
    assertThat(digest(renewed, "a").matches("key-of-a-00000002")).isTrue();
    assertThat(digest(renewed, "a").matches("key-of-a-00000001")).isFalse();
  }

  @Test
  void keepsTheDigestsOfWorkspacesAndOfTheControlApi() {
    String file =
        """
        crms: {c: {type: kontur, baseUrl: "https://x", apiKey: {env: A}, inboundKey: {env: A}}}
        control: {token: {env: A}}
        """;
    Configuration first = yaml("key-of-a-00000001").valid(file).configuration();
    Configuration again = yaml("key-of-a-00000001").valid(file, first).configuration();
    Configuration renewed = yaml("key-of-a-00000002").valid(file, first).configuration();

    assertThat(again).isEqualTo(first);
    assertThat(Changes.between(first, renewed).lines()).containsExactly("~ control/api", "~ crm/c");
    assertThat(renewed.controlApi().orElseThrow().tokenDigest().matches("key-of-a-00000002"))
        .isTrue();
    assertThat(Changes.between(first, yaml("a").valid("plans: {}").configuration()).lines())
        .containsExactly("- control/api", "- crm/c");
  }

  @Test
  void saltsEachKeyByItself() {
    Yaml yaml = yaml("literal-key-of-b-0001");
    Configuration configuration = yaml.valid(FILE).configuration();

    assertThat(digest(configuration, "a").sha256())
        .isNotEqualTo(digest(configuration, "b").sha256());
    assertThat(digest(yaml.valid(FILE).configuration(), "a"))
        .isNotEqualTo(digest(configuration, "a"));
  }

  private static KeyDigest digest(Configuration configuration, String id) {
    return configuration.integration(new IntegrationId(id)).orElseThrow().keyDigest();
  }

  @Test
  void noSecretIsInAResourceOrPrinted() {
    Valid valid = yaml("key-of-a-00000001").valid(FILE);

    String resources =
        valid.configuration().resources().values().stream()
            .map(resource -> new String(Json.write(resource), StandardCharsets.UTF_8))
            .collect(Collectors.joining());
    assertThat(resources + valid)
        .doesNotContain("key-of-a-00000001", "literal-key-of-b-0001", "signing-secret-of-c");
  }

  @Test
  void givesAccountsInTheClearInTheOrderOfTheFile() {
    Valid valid = yaml("key-of-a-00000001").valid(FILE);

    assertThat(valid.accounts())
        .extracting(account -> account.integration().id().value())
        .containsExactly("a", "b", "c");
    assertThat(valid.accounts())
        .extracting(Account::key)
        .containsExactly(
            Optional.of(new Secret("key-of-a-00000001")),
            Optional.of(new Secret("literal-key-of-b-0001")),
            Optional.empty());
    Account signed = valid.accounts().getLast();
    assertThat(signed.settings().secrets())
        .isEqualTo(Map.of("signingSecret", new Secret("signing-secret-of-c")));
    Integration integration = signed.integration();
    assertThat(integration.keyDigest()).isNull();
    assertThat(integration.user()).isEqualTo("u");
  }
}
