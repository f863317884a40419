package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                + " expected the id of a plan, found acm; did you mean acme?",
            "ringbus.yaml:6: integrations.acme-uis.kee: unknown key; did you mean key?",
            "ringbus.yaml:7: integrations.Bad_Id: expected an id of a-z, 0-9 and -, that does not"
                + " begin with - and has at most 63 characters",
            "ringbus.yaml:7: integrations.Bad_Id.key:"
                + " expected the environment variable NOPE to be set, it is not",
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
}
