package dev.ringbus.dialect.mts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransferResultTest {

  @ParameterizedTest
  @CsvSource({
    "1280,ANSWERED",
    "1284,NO_ANSWER",
    "1289,BUSY",
    "408,NO_ANSWER",
    "486,BUSY",
    "600,BUSY",
    "603,BUSY",
    "487,CANCELLED",
    "404,UNAVAILABLE",
    "480,UNAVAILABLE",
    "503,UNAVAILABLE",
    "500,FAILED",
    "1281,FAILED",
    "0,FAILED",
    "no route,FAILED",
  })
  void readsTheCodesOfThePlatformAndOfSip(String code, CallOutcome outcome) {
    assertThat(TransferResult.read(code)).isEqualTo(outcome);
  }

  @Test
  void concludesNothingFromNoCode() {
    assertThat(TransferResult.read("")).isNull();
    assertThat(TransferResult.write(null)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CallOutcome.class)
  void readsWhatItWrites(CallOutcome outcome) {
    assertThat(TransferResult.read(TransferResult.write(outcome))).isEqualTo(outcome);
  }
}
