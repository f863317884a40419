package dev.ringbus.dialect.sipsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.testkit.Property;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookValuesTest {

  private static final ZoneId MINSK = ZoneId.of("Europe/Minsk");

  @ParameterizedTest
  @CsvSource({
    "102.0,PT102S",
    "102,PT102S",
    "0,PT0S",
    "0.000000001,PT0.000000001S",
    "102.,PT102S",
    "1.9999999999999,PT1.999999999S",
    "999999999,PT999999999S",
  })
  void readsADurationInSeconds(String text, Duration duration) {
    assertThat(WebhookDuration.read(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"-1", "soon", "1e3", "1000000000", "1:42", "1E+999999999"})
  void findsNoDurationInAnythingElse(String text) {
    assertThat(WebhookDuration.read(text)).isNull();
  }

  @Test
  void readsTheDurationThatItWrites() {
    assertThat(WebhookDuration.write(Duration.ofSeconds(102))).isEqualTo("102.0");
    assertThat(WebhookDuration.write(Duration.ofSeconds(100))).isEqualTo("100.0");
    Property.holds(
        "durations of sipsim",
        500,
        random -> {
          Duration duration = Duration.ofNanos(random.nextLong(0, 999_999_999_999_999_999L));
          assertThat(WebhookDuration.read(WebhookDuration.write(duration))).isEqualTo(duration);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "2020-04-06T05:28:15.174Z,2020-04-06T05:28:15.174Z",
    "2020-04-06T05:28:15Z,2020-04-06T05:28:15Z",
    "2020-04-06T05:28Z,2020-04-06T05:28:00Z",
    "2020-04-06T08:28:15+03:00,2020-04-06T08:28:15+03:00",
    "2020-04-06T08:28:15 03:00,2020-04-06T08:28:15+03:00",
    "2020-04-06T08:28:15+0300,2020-04-06T08:28:15+03:00",
    "2020-04-06T08:28:15+03,2020-04-06T08:28:15+03:00",
    "2020-04-06T08:28:15,2020-04-06T08:28:15+03:00",
  })
  void readsATime(String text, OffsetDateTime time) {
    assertThat(WebhookTime.read(text, MINSK)).contains(time);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"yesterday", "2020-02-30T05:28:15Z", "1586150895", "2020-04-06"})
  void findsNoTimeInAnythingElse(String text) {
    assertThat(WebhookTime.read(text, MINSK)).isEmpty();
  }

  @Test
  void writesATimeAsItsGenerationDoes() {
    OffsetDateTime time = OffsetDateTime.parse("2020-04-06T08:28:15.174+03:00");

    assertThat(WebhookTime.write(time, Generation.A)).isEqualTo("2020-04-06T05:28:15.174Z");
    assertThat(WebhookTime.write(time, Generation.B)).isEqualTo("2020-04-06T05:28:15Z");
  }
}
