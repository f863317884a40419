package dev.ringbus.simulator.callevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults and instructions of the command line. */
class WordsTest {

  @Test
  void readsInstructions() {
    assertThat(InstructionWords.read("forward=0306")).isEqualTo(Returned.transferExt("0306"));
    assertThat(InstructionWords.read("forward=4957654321"))
        .isEqualTo(Returned.transferDn("4957654321"));
    assertThat(InstructionWords.read("forward-pbx=PBX12345"))
        .isEqualTo(Returned.transferPbx("PBX12345"));
    assertThat(InstructionWords.read("hangup")).isEqualTo(Returned.hangup());
    assertThat(InstructionWords.read("return")).isEqualTo(Returned.backFromConsultCall());
  }

  @Test
  void readsFaults() {
    Faults faults = new Faults();
    FaultWords.apply("slow@poll=20ms", faults);
    FaultWords.apply("malformed@poll=1", faults);
    FaultWords.apply("500@report", faults);

    assertThat(faults.meeting(Asked.POLL, 1))
        .containsExactly(new Fault.Slow(Duration.ofMillis(20)), Fault.Malformed.PAGE);
    assertThat(faults.meeting(Asked.POLL, 1))
        .containsExactly(new Fault.Slow(Duration.ofMillis(20)));
    assertThat(faults.meeting(Asked.REPORT, 1)).containsExactly(new Fault.Status(500));
    assertThat(faults.meeting(Asked.TEST_BY_GET, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dance", "forward", "hangup=1", "forward=", "play"})
  void refusesOtherInstructions(String text) {
    assertThatThrownBy(() -> InstructionWords.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected forward=NUMBER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "slow=3", "drop=2s", "500@nowhere", "200", "malformed@poll="})
  void refusesOtherFaults(String text) {
    assertThatThrownBy(() -> FaultWords.check(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected slow, malformed");
  }
}
