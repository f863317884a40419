package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrationFaultsTest {

  @TempDir private Path folder;
  private Yaml yaml;

  @BeforeEach
  void read() {
    yaml = new Yaml(folder);
  }

  @Test
  void refusesWeakAndMissingKeys() throws IOException {
    Files.writeString(folder.resolve("empty"), "\n");
    Files.writeString(folder.resolve("weak"), "0123456789abcde\n");
    Files.writeString(folder.resolve("strong"), "0123456789abcdef\r\n");

    assertThat(key("")).containsExactly("needs key, by which its requests are known");
    assertThat(key("key: 0123456789abcde"))
        .containsExactly("key: expected a key of 16 characters or more, found one of 15");
    assertThat(key("key: 0123456789 abcdef"))
        .containsExactly("key: expected a key without spaces, found one with spaces");
    assertThat(key("key: {env: WEAK}"))
        .containsExactly("key: expected a key of 16 characters or more, found one of 5");
    assertThat(key("key: {env: UNSET}"))
        .containsExactly("key: expected a secret in the variable UNSET, it is not set or empty");
    assertThat(key("key: {file: nowhere}"))
        .containsExactly(
            "key: expected a secret in the file nowhere, it cannot be read or is empty");
    assertThat(key("key: {file: empty}")).hasSize(1);
    assertThat(key("key: {file: weak}"))
        .containsExactly("key: expected a key of 16 characters or more, found one of 15");
    assertThat(key("key: {file: strong}")).isEmpty();
    assertThat(key("key: {file: " + folder.resolve("strong") + "}")).isEmpty();
    assertThat(key("key: {env: KEY}")).isEmpty();
    assertThat(key("key: 0123456789abcdef")).isEmpty();
  }

  private List<String> key(String key) {
    return yaml.integrationFaults("platform: comagic, " + key);
  }

  @Test
  void refusesOtherFormsOfKeysWithoutShowingThem() {
    String form =
        "key: expected a key of 16 characters or more, {env: NAME} or {file: PATH}, found ";
    assertThat(key("key: 1234567890123456")).containsExactly(form + "no text: write it in quotes");
    assertThat(key("key: ~")).containsExactly(form + "nothing");
    assertThat(key("key: [a]"))
        .containsExactly("key: expected {env: NAME} or {file: PATH}, found a list");
    assertThat(key("key: {}"))
        .containsExactly("key: expected {env: NAME} or {file: PATH}, found a map");
    assertThat(key("key: {environment: KEY}"))
        .containsExactly("key.environment: unknown key; known are env, file");
    assertThat(key("key: {env: 'hunter2!'}"))
        .containsExactly(
            "key.env: expected the name of an environment variable, of A-Z, a-z, 0-9 and _");
    assertThat(key("key: {file: ''}")).containsExactly("key.file: expected the path of a file");
  }

  @Test
  void needsNoKeyWhereTheDialectVerifiesRequests() {
    assertThat(yaml.integrationFaults("platform: sipsim, signingSecret: {env: PASSWORD}"))
        .isEmpty();
    assertThat(yaml.integrationFaults("platform: sipsim")).hasSize(1);
  }

  @Test
  void refusesALiteralThatWouldTravelInTheClear() {
    assertThat(yaml.integrationFaults("platform: sipsim, signingSecret: hunter2hunter2hunter2"))
        .containsExactly(
            "signingSecret: expected {env: NAME} or {file: PATH}, found a literal: it would be"
                + " readable on the topic ringbus.config");
  }

  @Test
  void reportsAMissingSecretOnceAndNothingThatFollowsFromIt() {
    assertThat(yaml.integrationFaults("platform: sipsim, signingSecret: {env: UNSET}"))
        .containsExactly(
            "signingSecret: expected a secret in the variable UNSET, it is not set or empty");
  }

  @Test
  void needsAPlatformThatThereIs() {
    assertThat(yaml.integrationFaults("key: 0123456789abcdef"))
        .containsExactly("needs platform: one of comagic, callinteractive, mts, sipsim");
    assertThat(yaml.integrationFaults("platform: MTS, key: 0123456789abcdef"))
        .containsExactly(
            "platform: expected one of comagic, callinteractive, mts, sipsim, found 'MTS'");
  }

  @Test
  void passesOptionsToTheDialectAndReportsEachThatItRefuses() {
    assertThat(
            yaml.integrationFaults(
                "platform: mts, key: 0123456789abcdef, idleReply: 1, pollLimit: many"))
        .containsExactly(
            "idleReply: expected a map with EventType and Param",
            "pollLimit: expected a whole number");
  }

  @Test
  void refusesAnOptionWithoutAValue() {
    assertThat(yaml.integrationFaults("platform: mts, key: 0123456789abcdef, idleReply:"))
        .containsExactly("idleReply: expected a value, found nothing: leave the key out");
  }

  @Test
  void tellsAnotherPlatformsOptionFromAnUnknownKey() {
    assertThat(
            yaml.integrationFaults(
                "platform: comagic, key: 0123456789abcdef, profile: telphin, profil: 1, plam: 1"))
        .containsExactly(
            "plam: unknown key; did you mean plan?",
            "profil: unknown key; known are allowFrom, closeAfter, crm, key, plan, platform,"
                + " recordingsFrom, timeZone, user",
            "profile: expected an option of comagic, this is one of callinteractive");
    assertThat(yaml.integrationFaults("platform: x, key: 0123456789abcdef, profile: 1, profil: 1"))
        .contains("profil: unknown key; did you mean profile?")
        .hasSize(2);
  }

  @Test
  void refusesReferencesToWhatIsNotThere() {
    assertThat(
            yaml.faults(
                """
                integrations:
                  a: {platform: comagic, key: 0123456789abcdef, plan: receptoin, crm: nothing}
                plans:
                  reception: {}
                """))
        .containsExactly(
            "ringbus.yaml:2: integrations.a.crm:"
                + " expected the id of a CRM, found 'nothing'; there is none in this file",
            "ringbus.yaml:2: integrations.a.plan:"
                + " expected the id of a plan, found 'receptoin'; did you mean reception?");
  }

  @Test
  void refusesAPlanWhereNothingIsAsked() {
    assertThat(
            yaml.faults(
                """
                integrations:
                  a: {platform: sipsim, key: 0123456789abcdef, plan: p}
                plans:
                  p: {otherwise: [{hangup: {}}]}
                """))
        .containsExactly(
            "ringbus.yaml:2: integrations.a.plan:"
                + " expected no plan, sipsim reports calls and never asks what to do with them");
  }

  @Test
  void refusesIdsThatNoUrlCouldHold() {
    String id =
        "expected an id of a-z, 0-9 and -, that does not begin with - and has at most 63 characters";
    assertThat(
            yaml.faults(
                """
                integrations:
                  A: {platform: comagic, key: 0123456789abcdef}
                  -a: {platform: comagic, key: 0123456789abcdef}
                  a b: {platform: comagic, key: 0123456789abcdef}
                  %s: {platform: comagic, key: 0123456789abcdef}
                  0-a: {platform: comagic, key: 0123456789abcdef}
                """
                    .formatted("a".repeat(64))))
        .containsExactly(
            "ringbus.yaml:2: integrations.A: " + id,
            "ringbus.yaml:3: integrations.-a: " + id,
            "ringbus.yaml:4: integrations['a b']: " + id,
            "ringbus.yaml:5: integrations." + "a".repeat(64) + ": " + id);
  }

  @Test
  void refusesWrongTypesOfTheRest() {
    assertThat(
            yaml.integrationFaults(
                "platform: comagic, key: 0123456789abcdef, user: 5, plan: '', crm: ~,"
                    + " timeZone: Europe/Mosow, allowFrom: 10.0.0.0/8, closeAfter: 30s,"
                    + " recordingsFrom: [https://x/]"))
        .containsExactly(
            "allowFrom: expected a list, found '10.0.0.0/8'",
            "closeAfter: expected 1m to 7d, found '30s'",
            "crm: expected a text, found nothing",
            "plan: expected a text, found an empty one",
            "recordingsFrom[0]: expected a host such as records.example, or with its port"
                + " 127.0.0.1:18950, without https:// and path, found 'https://x/'",
            "timeZone: expected a time zone such as Europe/Moscow, UTC or +03:00 (perhaps"
                + " Europe/Moscow), found 'Europe/Mosow'",
            "user: expected a text, found the number 5: write it in quotes");
  }
}
