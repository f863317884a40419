package dev.ringbus.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultsTest {

  @Test
  void printsFileLineAndPathInFront() {
    assertThat(new Fault(12, "plans.acme.rules[2].when", "expected x").in("ringbus.yaml"))
        .isEqualTo("ringbus.yaml:12: plans.acme.rules[2].when: expected x");
    assertThat(new Fault(3, "", "expected x").in("ringbus.yaml"))
        .isEqualTo("ringbus.yaml:3: expected x");
    assertThat(new Fault(0, "", "expected x").in("ringbus.yaml"))
        .isEqualTo("ringbus.yaml: expected x");
  }

  @Test
  void keepsTheFirstOfVeryManyAndEachOnOneLine() {
    Faults faults = new Faults();
    for (int line = 1_000; line > 0; line--) {
      faults.add(new Place(line, ""), "expected\r\n one\u0000line");
    }

    assertThat(faults.reported()).isEqualTo(1_000);
    assertThat(faults.sorted()).hasSize(200);
    assertThat(faults.sorted().getFirst()).isEqualTo(new Fault(1, "", "expected one line"));
    assertThat(faults.sorted().getLast().line()).isEqualTo(200);
  }

  @Test
  void cutsLongTextsBetweenCharacters() {
    assertThat(Texts.quoted("😀".repeat(100))).isEqualTo("'" + "😀".repeat(60) + "…'");
  }
}
