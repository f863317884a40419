package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.ringbus.model.Plan;
import dev.ringbus.model.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of rules that ask somebody. */
class AskFaultsTest {

  @TempDir private Path folder;

  private Yaml yaml;

  @BeforeEach
  void read() {
    yaml = new Yaml(folder);
  }

  @Test
  void checksWhomToAsk() {
    assertThat(ask("http: \"http://u:hunter2@x/\", dialect: sipsim, method: post, user: u"))
        .containsExactly(
            "needs password as well, since it has user",
            "dialect: expected one of comagic, callinteractive, mts, found 'sipsim'",
            "http: expected a URL without user and password, which would be readable on the topic"
                + " ringbus.config",
            "method: expected one of GET, POST, found 'post'");
    assertThat(ask("http: \"http://x/\", dialect: mts, user: u, password: hunter2"))
        .containsExactly(
            "password: expected {env: NAME} or {file: PATH}, found a literal: it would be"
                + " readable on the topic ringbus.config");
    assertThat(ask("http: \"http://x/\", dialect: mts, user: u, password: {env: UNSET}"))
        .containsExactly(
            "password: expected a secret in the variable UNSET, it is not set or empty");
    assertThat(ask("")).containsExactly("expected exactly one of crm, http, found none");
    assertThat(ask("http: \"http://x/\""))
        .containsExactly("needs dialect as well, since it has http");
    assertThat(ask("crm: c, http: \"http://x/\", dialect: mts"))
        .contains("expected exactly one of crm, http, found crm and http");
    assertThat(ask("crm: c, method: GET, dialect: mts, user: u, password: {env: PASSWORD}"))
        .contains(
            "needs http as well, since it has dialect",
            "needs http as well, since it has method",
            "needs http as well, since it has password",
            "needs http as well, since it has user");
  }

  private List<String> ask(String fields) {
    return yaml.planFaults("rules: [{name: a, ask: {%s}, within: 1s}]".formatted(fields)).stream()
        .map(fault -> fault.replaceFirst("^rules\\[0]\\.ask[.:] ?", ""))
        .toList();
  }

  @Test
  void asksAWorkspaceOfKonturForWhoIsResponsible() {
    Plan plan =
        yaml.valid(
                asking(
                    "acme",
                    "type: kontur, baseUrl: \"https://x/\", apiKey: {env: KEY}, users: {u: 306}"))
            .configuration()
            .plan("p")
            .orElseThrow();

    assertThat(plan.rules())
        .containsExactly(new Rule("owner", null, new Rule.AskCrm("acme", Duration.ofMillis(800))));
    assertThat(
            yaml.valid(asking("acme", "type: kontur, baseUrl: \"https://x/\", apiKey: {env: KEY}"))
                .notices())
        .extracting(Notice::message)
        .containsExactly("yields nothing, acme has no users with their numbers");
    assertThat(
            yaml.faults(
                asking("amce", "type: kontur, baseUrl: \"https://x/\", apiKey: {env: KEY}")))
        .containsExactly(
            "ringbus.yaml:3: plans.p.rules[0].ask.crm: expected the id of a CRM, found 'amce'; known"
                + " are acme");
    assertThat(
            yaml.valid(
                    asking(
                        "acme",
                        "type: callevent, baseUrl: \"https://x/\", user: u, password: {env: KEY}"))
                .notices())
        .isEmpty();
  }

  private static String asking(String crm, String workspace) {
    return """
    integrations: {a: {platform: comagic, key: 0123456789abcdef, plan: p}}
    crms: {acme: {%s}}
    plans: {p: {rules: [{name: owner, ask: {crm: %s}, within: 800ms}]}}
    """
        .formatted(workspace, crm);
  }

  /** Of the real dialects only VoipNow forwards nobody. */
  @Test
  void refusesToAskAWorkspaceForAPbxThatForwardsNobody() throws IOException {
    Files.writeString(folder.resolve("key"), "an-api-key");
    String file =
        """
        integrations: {a: {platform: callinteractive, profile: %s, key: 0123456789abcdef, plan: p}}
        crms: {acme: {type: kontur, baseUrl: "https://x/", apiKey: {file: key}, users: {u: 306}}}
        plans: {p: {rules: [{name: owner, ask: {crm: acme}, within: 800ms}]}}
        """;

    assertThat(Yaml.ofRealDialects(folder).faults(file.formatted("telphin"))).isEmpty();
    assertThat(Yaml.ofRealDialects(folder).faults(file.formatted("voipnow")))
        .singleElement(STRING)
        .startsWith(
            "ringbus.yaml:3: plans.p.rules[0].ask.crm: the rule owner cannot be followed by the"
                + " integration a (callinteractive): forward ");
  }

  @Test
  void saysForHowManyUsersAQuestionToAWorkspaceYieldsNothing() throws IOException {
    Files.writeString(folder.resolve("key"), "an-api-key");
    String file =
        """
        integrations: {a: {platform: mts, key: 0123456789abcdef, plan: p}}
        crms: {acme: {type: kontur, baseUrl: "https://x/", apiKey: {file: key}, users: {%s}}}
        plans: {p: {rules: [{name: owner, ask: {crm: acme}, within: 800ms}]}}
        """;
    Yaml real = Yaml.ofRealDialects(folder);

    assertThat(real.valid(file.formatted("u: \"0306\", v: +79031505050")).notices()).isEmpty();
    assertThat(real.valid(file.formatted("u: 306, v: 307, w: \"0306\"")).notices())
        .extracting(Notice::message)
        .containsExactly(
            "the rule owner yields nothing for 2 of 3 users on the integration a (mts): forward"
                + " takes a short number of four digits on MTS");
    assertThat(real.faults(file.formatted("u: 306")))
        .containsExactly(
            "ringbus.yaml:3: plans.p.rules[0].ask.crm: the rule owner cannot be followed by the"
                + " integration a (mts): forward takes a short number of four digits on MTS");
  }
}
