package dev.ringbus.simulator.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SerialTest {

  private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:05.001Z");

  @Test
  void isAnotherForARunThatBeginsAMillisecondLater() {
    assertThat(Serial.of(BEGIN.plusMillis(1), 0)).isNotEqualTo(Serial.of(BEGIN, 0));
    assertThat(Serial.of(BEGIN.plusMillis(1), 0)).isEqualTo(Serial.of(BEGIN, 1_000));
  }

  @Test
  void hasItsLengthWhateverTheTimeAndTheNumber() {
    assertThat(Serial.of(Instant.EPOCH, 0).digits()).isEqualTo("200000000000");
    assertThat(Serial.of(BEGIN.plusSeconds(700_000), 8_999_999_999L).digits())
        .hasSize(Serial.LENGTH);
  }
}
