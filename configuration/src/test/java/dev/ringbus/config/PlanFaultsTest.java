package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFaultsTest {

  @TempDir private Path folder;

  private Yaml yaml;

  @BeforeEach
  void read() {
    yaml = new Yaml(folder);
  }

  @Test
  void namesPlanRuleAndIntegrationOfAnInstructionThatAPbxCannotFollow() {
    assertThat(
            yaml.faults(
                """
                integrations:
                  uis: {platform: comagic, key: 0123456789abcdef, plan: p}
                  ivr: {platform: callinteractive, key: 0123456789abcdef, plan: p}
                plans:
                  p:
                    rules:
                      - name: one
                        when: call.digits == "1"
                        then:
                          - hangup: {}
                    otherwise: [{pause: {seconds: 1}}, {whisper: {none: true}}]
                """))
        .containsExactly(
            "ringbus.yaml:9: plans.p.rules[0].then: the rule one cannot be followed by the"
                + " integration uis (comagic): hangup is not known to this PBX",
            "ringbus.yaml:11: plans.p.otherwise: otherwise cannot be followed by the integration"
                + " ivr (callinteractive): whisper is not known to this PBX",
            "ringbus.yaml:11: plans.p.otherwise: otherwise cannot be followed by the integration"
                + " uis (comagic): pause is not known to this PBX");
  }

  @Test
  void refusesRulesBehindOneThatAlwaysDecides() {
    assertThat(
            yaml.faults(
                """
                plans:
                  p:
                    rules:
                      - {name: asks, ask: {http: "http://x/", dialect: mts}, within: 1s}
                      - {name: always, when: "true", then: [{hangup: {}}]}
                      - {name: late, then: [{hangup: {}}]}
                      - {name: later, when: a, then: [{hangup: {}}]}
                """))
        .containsExactly(
            "ringbus.yaml:6: plans.p.rules[2]:"
                + " expected a rule that is reached, but the rule always decides always: give that one a when",
            "ringbus.yaml:7: plans.p.rules[3]:"
                + " expected a rule that is reached, but the rule always decides always: give that one a when");
  }

  @Test
  void refusesConditionsThatAreWrongOrNeverTrue() {
    assertThat(
            yaml.planFaults(
                "rules: [{name: a, when: 'x = 1', then: [{hangup: {}}]},"
                    + " {name: b, when: 'false', then: [{hangup: {}}]},"
                    + " {name: c, when: \"open('x')\", then: [{hangup: {}}]},"
                    + " {name: d, when: true, then: [{hangup: {}}]}]"))
        .containsExactly(
            "rules[0].when: equality is == (column 3 of the condition)",
            "rules[1].when: expected a condition that can be true, this one is always false",
            "rules[2].when: there is no calendar x (column 6 of the condition)",
            "rules[3].when: expected a text, found true: write it in quotes");
  }

  @Test
  void needsNamesThatDiffer() {
    assertThat(
            yaml.faults(
                """
                plans:
                  p:
                    rules:
                      - {name: a, when: x, then: [{hangup: {}}]}
                      - {name: b, when: x, then: [{hangup: {}}]}
                      - {name: a, when: x, then: [{hangup: {}}]}
                      - {when: x, then: [{hangup: {}}]}
                """))
        .containsExactly(
            "ringbus.yaml:6: plans.p.rules[2].name:"
                + " expected a name of its own, the rule in line 4 has it already",
            "ringbus.yaml:7: plans.p.rules[3]: needs name: a text");
  }

  @Test
  void boundsTheDeadlineAndQuestionsInsideIt() {
    assertThat(yaml.planFaults("deadline: 99ms"))
        .containsExactly("deadline: expected 100ms to 10s, found '99ms'");
    assertThat(yaml.planFaults("deadline: 10001ms")).hasSize(1);
    assertThat(yaml.planFaults("deadline: 10s")).isEmpty();
    assertThat(
            yaml.planFaults(
                "rules: [{name: a, ask: {http: \"http://x/\", dialect: mts}, within: 1500ms}]"))
        .containsExactly(
            "rules[0].within: expected less than the plan's deadline of 1500ms, found 1500ms");
    assertThat(
            yaml.planFaults(
                "deadline: 2s, rules:"
                    + " [{name: a, ask: {http: \"http://x/\", dialect: mts}, within: 1500ms}]"))
        .isEmpty();
  }

  @Test
  void saysThatSomePbxsWaitForAShortTimeOnly() {
    Valid valid = yaml.valid("plans:\n  p: {deadline: 3s}\n");

    assertThat(valid.notices())
        .extracting(notice -> notice.in("f"))
        .containsExactly(
            "f:2: plans.p: no integration uses this plan",
            "f:2: plans.p.deadline: some PBXs wait for an answer for 2s only, CoMagic among them");
  }

  @Test
  void needsThenOrAskButNotBoth() {
    assertThat(yaml.planFaults("rules: [{name: a}]"))
        .containsExactly("rules[0]: expected exactly one of then, ask, found none");
    assertThat(
            yaml.planFaults(
                "rules: [{name: a, then: [{hangup: {}}],"
                    + " ask: {http: \"http://x/\", dialect: mts}, within: 1s}]"))
        .containsExactly("rules[0]: expected exactly one of then, ask, found then and ask");
    assertThat(yaml.planFaults("rules: [{name: a, then: []}]"))
        .containsExactly("rules[0].then: expected at least one element, found an empty list");
    assertThat(yaml.planFaults("rules: [{name: a, then: [{hangup: {}}], within: 1s}]"))
        .containsExactly("rules[0]: needs ask as well, since it has within");
    assertThat(yaml.planFaults("rules: [{name: a, ask: {http: \"http://x/\", dialect: mts}}]"))
        .containsExactly("rules[0]: needs within as well, since it has ask");
  }

  @Test
  void checksWhatConnectedCallsAreToldAgainstThePoll() {
    assertThat(
            Yaml.ofRealDialects(folder)
                .faults(
                    """
                    integrations:
                      uis: {platform: comagic, key: 0123456789abcdef, plan: p}
                      auto: {platform: mts, key: 0123456789abcdef, plan: p}
                    plans:
                      p:
                        midCall:
                          - name: whisper
                            when: call.digits == "1"
                            then: [{whisper: {file: a}}]
                          - {name: back, then: [{return: {}}]}
                    """))
        .containsExactly(
            "ringbus.yaml:7: plans.p.midCall[0]: the rule whisper cannot be followed by the"
                + " integration uis (comagic): this PBX does not ask during a conversation",
            "ringbus.yaml:9: plans.p.midCall[0].then: the rule whisper cannot be followed by the"
                + " integration auto (mts): whisper is not possible on the poll",
            "ringbus.yaml:10: plans.p.midCall[1]: the rule back cannot be followed by the"
                + " integration uis (comagic): this PBX does not ask during a conversation");
  }

  @Test
  void refusesFilesThatMtsWouldNotFind() {
    assertThat(
            Yaml.ofRealDialects(folder)
                .faults(
                    """
                    integrations:
                      auto: {platform: mts, key: 0123456789abcdef, plan: p}
                    plans:
                      p:
                        midCall:
                          - {name: wait, then: [{play: {file: wait.mp3}}]}
                        otherwise: [{whisper: {file: prompts/new-call}}]
                    """))
        .containsExactly(
            "ringbus.yaml:6: plans.p.midCall[0].then: the rule wait cannot be followed by the"
                + " integration auto (mts): play takes the name of a file without extension on"
                + " MTS, not with .mp3",
            "ringbus.yaml:7: plans.p.otherwise: otherwise cannot be followed by the integration"
                + " auto (mts): whisper takes the name of a file on MTS, not a path with / or \\");
  }

  @Test
  void takesWhatOutgoingCallsAloneCanBeTold() {
    Plan plan =
        Yaml.ofRealDialects(folder)
            .valid(
                """
                integrations: {auto: {platform: mts, key: 0123456789abcdef, plan: p}}
                plans:
                  p:
                    midCall:
                      - {name: out, then: [{forward: {to: ["80009161234567306"], as: pbx}}]}
                      - {name: late, then: [{return: {}}]}
                """
                    .replace(
                        "then: [{forward", "when: call.direction == 'outbound', then: [{forward"))
            .configuration()
            .plan("p")
            .orElseThrow();
    assertThat(plan.midCall()).extracting(Rule::name).containsExactly("out", "late");
    assertThat(plan.rules()).isEmpty();
  }

  @Test
  void reportsEveryFaultOfAnInstruction() {
    assertThat(
            yaml.planFaults(
                "otherwise: [{forward: {to: [], as: phone, record: yes, ringFor: 0x5}},"
                    + " {play: {file: a, text: b, digits: c}}, {whisper: {none: false}},"
                    + " {goto: {context: 3, menu: 4}}, {hangup: ~}, {pause: {}}, hangup,"
                    + " {set: {name: 1}}, {}, {hangup: {}, return: {}}, {retrun: {}}]"))
        .containsExactly(
            "otherwise[0].forward.as: expected one of number, extension, pbx, found 'phone'",
            "otherwise[0].forward.record: expected true or false, found 'yes'",
            "otherwise[0].forward.ringFor: expected a whole number, found the number 0x5",
            "otherwise[0].forward.to: expected at least one element, found an empty list",
            "otherwise[10].retrun: unknown key; did you mean return?",
            "otherwise[1].play: expected exactly one of file, text, found file and text",
            "otherwise[1].play.digits: unknown key; known are background, digitsInto, file, resume,"
                + " text",
            "otherwise[2].whisper.none: expected true, found false",
            "otherwise[3].goto: expected exactly one of branch, context, menu, found context and"
                + " menu",
            "otherwise[3].goto: needs option as well, since it has context",
            "otherwise[4].hangup: expected {}, found nothing",
            "otherwise[5].pause: needs seconds: a whole number, from 0 to 3600",
            "otherwise[6]: expected an instruction, a map of one key such as {hangup: {}}, found"
                + " 'hangup'",
            "otherwise[7].set: needs value: a text",
            "otherwise[7].set.name: expected a text, found the number 1: write it in quotes",
            "otherwise[8]: expected an instruction, a map of one key such as {hangup: {}}, found an"
                + " empty map",
            "otherwise[9]: expected an instruction, a map of one key such as {hangup: {}}, found"
                + " hangup and return in one map");
  }
}
