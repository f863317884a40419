package dev.ringbus.crm.kontur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KonturTimeTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2022-03-22T10:38:35.615279812Z, 2022-03-22T10:38:35.6152798+00:00",
    "2022-03-22T10:38:35.5+03:00, 2022-03-22T10:38:35.5+03:00",
    "2022-03-22T10:38:00-09:30, 2022-03-22T10:38:00-09:30"
  })
  void writesSevenDigitsAndANumericOffset(String time, String written) {
    assertThat(KonturTime.write(OffsetDateTime.parse(time))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "2022-03-22T10:38:35.6152798+00:00, 2022-03-22T10:38:35.6152798Z",
    "2022-03-22T10:38:35.963539+03:00, 2022-03-22T10:38:35.963539+03:00",
    "2022-03-22T10:38:35Z, 2022-03-22T10:38:35Z",
    "2022-03-22T10:38:35, 2022-03-22T10:38:35Z"
  })
  void readsWhatTheVendorWrites(String text, String time) {
    assertThat(KonturTime.read(text)).isEqualTo(OffsetDateTime.parse(time));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2022-03-22", "1647945515"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> KonturTime.read(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "7, PT7S",
    "' 7 ', PT7S",
    "0, PT0S",
    "'Fri, 20 Nov 2026 12:00:30 GMT', PT30S",
    "'Fri, 20 Nov 2026 11:00:00 GMT', PT0S",
    "999999, P1D",
    "'Fri, 20 Nov 2099 12:00:30 GMT', P1D"
  })
  void readsWhenToComeAgain(String header, Duration wait) {
    assertThat(RetryAfter.read(header, NOW)).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Fri, 20 Nov"})
  void leavesAloneWhatSaysNoTimeToComeAgain(String header) {
    assertThat(RetryAfter.read(header, NOW)).isNull();
  }

  @Test
  void needsNoHeader() {
    assertThat(RetryAfter.read(null, NOW)).isNull();
  }
}
