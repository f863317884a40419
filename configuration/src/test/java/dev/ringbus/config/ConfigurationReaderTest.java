package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Calendar;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Rule;
import dev.ringbus.model.SecretRef;
import dev.ringbus.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {

  @TempDir private Path folder;

  @Test
  void reportsEveryFaultAtOnceByLineWithItsPath() {
    assertThat(
            new Yaml(folder)
                .faults(
                    """
                    integrations:
                      acme-uis:
                        platform: comagic
                        key: short
                        plan: acm
                        kee: 1
                      Bad_Id: {platform: comagik, key: {env: NOPE}}
                    plans:
                      acme:
                        deadline: 20s
                        rules:
                          - name: one
                            when: call.digits = "1"
                            then: [{forward: {to: ["1"], ringFor: 0, recrod: true}}, hangup]
                        otherwise: [{pley: {}}]
                    polans: {}
                    """))
        .containsExactly(
            "ringbus.yaml:4: integrations.acme-uis.key:"
                + " expected a key of 16 characters or more, found one of 5",
            "ringbus.yaml:5: integrations.acme-uis.plan:"
                + " expected the id of a plan, found 'acm'; did you mean acme?",
            "ringbus.yaml:6: integrations.acme-uis.kee: unknown key; did you mean key?",
            "ringbus.yaml:7: integrations.Bad_Id: expected an id of a-z, 0-9 and -, that does not"
                + " begin with - and has at most 63 characters",
            "ringbus.yaml:7: integrations.Bad_Id.key:"
                + " expected a secret in the variable NOPE, it is not set or empty",
            "ringbus.yaml:7: integrations.Bad_Id.platform:"
                + " expected one of comagic, callinteractive, mts, sipsim, found 'comagik'",
            "ringbus.yaml:10: plans.acme.deadline: expected 100ms to 10s, found '20s'",
            "ringbus.yaml:13: plans.acme.rules[0].when:"
                + " equality is == (column 13 of the condition)",
            "ringbus.yaml:14: plans.acme.rules[0].then[0].forward.recrod:"
                + " unknown key; did you mean record?",
            "ringbus.yaml:14: plans.acme.rules[0].then[0].forward.ringFor:"
                + " expected 1 to 3600, found the number 0",
            "ringbus.yaml:14: plans.acme.rules[0].then[1]:"
                + " expected an instruction, a map of one key such as {hangup: {}}, found 'hangup'",
            "ringbus.yaml:15: plans.acme.otherwise[0].pley: unknown key; did you mean play?",
            "ringbus.yaml:16: polans: unknown key; did you mean plans?");
  }

  @Test
  void saysWhatIsWrongWithTheFileItself() throws IOException {
    Path nowhere = folder.resolve("nowhere.yaml");
    Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);

    assertThat(faultsOf(nowhere)).containsExactly("f: expected a file, there is none of that name");
    assertThat(faultsOf(folder)).containsExactly("f: expected a file, this is a directory");
    assertThat(faultsOf(large))
        .containsExactly("f: expected a file of at most 1 MiB, this one is larger");
  }

  private List<String> faultsOf(Path file) {
    ConfigurationResult result =
        new ConfigurationReader(FakeDialect.ALL, new FakeExpressions(), Map.of()).read(file);
    return ((Invalid) result).faults().stream().map(fault -> fault.in("f")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing yet\n", "---\n", "~", "---\n...\n"})
  void refusesAnEmptyFile(String text) {
    assertThat(new Yaml(folder).faults(text))
        .containsExactly("ringbus.yaml: expected integrations and plans, the file is empty");
  }

  @Test
  void refusesWhatIsNoMap() {
    assertThat(new Yaml(folder).faults("- integrations"))
        .containsExactly("ringbus.yaml: expected a map, found a list");
  }

  @Test
  void takesAByteOrderMarkAndWindowsLineEnds() {
    Yaml yaml = new Yaml(folder);

    assertThat(yaml.valid("\uFEFFplans:\r\n  p: {}\r\n").configuration().plan("p")).isPresent();
    assertThat(yaml.faults("\uFEFFplans:\r\n  p: {rule: 1}\r\n"))
        .containsExactly("ringbus.yaml:2: plans.p.rule: unknown key; did you mean rules?");
  }

  @Test
  void saysWhichLineIsNotInUtf8() {
    assertThat(new Yaml(folder).faults("plans: {}\n# план\n".getBytes(Charset.forName("KOI8-R"))))
        .containsExactly("ringbus.yaml:2: expected UTF-8, found another encoding");
    assertThat(new Yaml(folder).faults("plans: {}\n".getBytes(StandardCharsets.UTF_16)))
        .containsExactly("ringbus.yaml:1: expected UTF-8, found another encoding");
    assertThat(new Yaml(folder).faults("plans: {}\n# п".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }

  @Test
  void makesResourcesOfAllKinds() {
    Valid valid =
        new Yaml(folder)
            .valid(
                """
                integrations:
                  uis:
                    platform: comagic
                    key: 0123456789abcdef
                    user: hub
                    plan: acme
                    crm: old
                    timeZone: Europe/Moscow
                    allowFrom: [203.0.113.0/24, "2001:db8::/32"]
                    closeAfter: 90m
                    recordingsFrom: ["127.0.0.1:18950"]
                  mts: {platform: mts, key: {env: KEY}, idleReply: {EventType: 0, Param: ""}}
                plans:
                  acme:
                    deadline: PT1.2S
                    rules:
                      - name: one
                        when: call.digits == "1"
                        then: [{goto: {branch: 2}}]
                      - name: old
                        ask: {http: "https://crm.example/", dialect: mts, user: hub, password: {env: PASSWORD}}
                        within: 500ms
                    otherwise: [{goto: {branch: 1}}]
                calendars:
                  office: {timeZone: +03:00, open: ["Sat 10:00-24:00"], closed: [2026-12-31]}
                crms:
                  old: {type: callevent, baseUrl: "https://crm.example/", user: hub, password: {env: PASSWORD}}
                """);
    Configuration configuration = valid.configuration();

    assertThat(configuration.resources())
        .containsOnlyKeys(
            "integration/uis", "integration/mts", "plan/acme", "calendar/office", "crm/old");
    Integration uis = configuration.integration(new IntegrationId("uis")).orElseThrow();
    assertThat(uis.platform()).isEqualTo(new Platform("comagic"));
    assertThat(uis.keyDigest().matches("0123456789abcdef")).isTrue();
    assertThat(uis.user()).isEqualTo("hub");
    assertThat(uis.plan()).isEqualTo("acme");
    assertThat(uis.crm()).isEqualTo("old");
    assertThat(uis.timeZone()).isEqualTo(ZoneId.of("Europe/Moscow"));
    assertThat(uis.allowFrom()).containsExactly("203.0.113.0/24", "2001:db8::/32");
    assertThat(uis.closeAfter()).isEqualTo(Duration.ofMinutes(90));
    assertThat(uis.recordingsFrom()).containsExactly("127.0.0.1:18950");
    Integration mts = configuration.integration(new IntegrationId("mts")).orElseThrow();
    assertThat(mts.options()).isEqualTo(Map.of("idleReply", Map.of("EventType", 0L, "Param", "")));
    assertThat(mts.timeZone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(mts.closeAfter()).isEqualTo(Duration.ofHours(4));
    Plan plan = configuration.plan("acme").orElseThrow();
    assertThat(plan.deadline()).isEqualTo(Duration.ofMillis(1200));
    assertThat(plan.otherwise()).isEqualTo(Decision.of(Instruction.GoTo.branch("1")));
    assertThat(plan.rules())
        .containsExactly(
            new Rule(
                "one",
                "call.digits == \"1\"",
                new Rule.Then(Decision.of(Instruction.GoTo.branch("2")))),
            new Rule(
                "old",
                null,
                new Rule.AskHttp(
                    URI.create("https://crm.example/"),
                    new Platform("mts"),
                    "POST",
                    "hub",
                    new SecretRef.Env("PASSWORD"),
                    Duration.ofMillis(500))));
    Calendar office = configuration.calendar("office").orElseThrow();
    assertThat(office.isOpenAt(Instant.parse("2026-11-21T20:59:00Z"))).isTrue();
    assertThat(office.isOpenAt(Instant.parse("2026-11-21T21:00:00Z"))).isFalse();
    Crm crm = configuration.crm("old").orElseThrow();
    assertThat(crm.type()).isEqualTo("callevent");
    assertThat(crm.settings())
        .isEqualTo(
            Map.of("user", "hub", "every", "PT3S", "concurrency", 256L, "staleAfter", "PT60S"));
    assertThat(crm.secrets()).isEqualTo(Map.of("password", new SecretRef.Env("PASSWORD")));
  }

  @Test
  void everyResourceSurvivesTheTopic() {
    Configuration configuration = new Yaml(folder).valid(Samples.EVERYTHING).configuration();

    configuration
        .resources()
        .forEach((key, resource) ->
            assertThat(Json.readResource(key, Json.write(resource))).contains(resource));
  }
}
