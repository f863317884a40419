package dev.ringbus.dialect.mts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.testkit.Property;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  @ParameterizedTest
  @CsvSource({
    "2015-03-01T12:00:05+03:00,2015-03-01T12:00:05+03:00",
    "2015-03-01T12:00:05-03:30,2015-03-01T12:00:05-03:30",
    "2015-03-01T12:00:05Z,2015-03-01T12:00:05Z",
    "2015-03-01t12:00:05z,2015-03-01T12:00:05Z",
    "2015-03-01 12:00:05+03:00,2015-03-01T12:00:05+03:00",
    "2015-03-01T12:00:05+0300,2015-03-01T12:00:05+03:00",
    "2015-03-01T12:00:05+03,2015-03-01T12:00:05+03:00",
    "2015-03-01T12:00:05.+03:00,2015-03-01T12:00:05+03:00",
    "2015-03-01T12:00:05.1+03:00,2015-03-01T12:00:05.1+03:00",
    "2015-03-01T12:00:05.123456789Z,2015-03-01T12:00:05.123456789Z",
    "2015-03-01T12:00+03:00,2015-03-01T12:00:00+03:00",
    "2015-03-01T12:00:05,2015-03-01T12:00:05+03:00",
    "2015-03-01T24:00:05+03:00,2015-03-02T00:00:05+03:00",
    "2015-12-31T24:00:00Z,2016-01-01T00:00:00Z",
    "2015-03-01T2412:00:05+03:00,2015-03-01T12:00:05+03:00",
    "2015-03-01T2400:30:00+03:00,2015-03-01T00:30:00+03:00",
  })
  void readsEveryFormThatTheSeedCanMean(String text, OffsetDateTime time) {
    assertThat(EventTime.read(text, MOSCOW)).contains(time);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "yesterday",
        "2015-02-30T12:00:00Z",
        "2015-03-01T25:00:00Z",
        "2015-03-01T12:60:00Z",
        "2015-03-01T12:00:00+25:00",
        "2015-03-01",
        "1425207605",
        "0001-01-01T00:00:00+00:00",
        "2015-03-01T12:00:05.1234567890Z"
      })
  void findsNoTimeInAnythingElse(String text) {
    assertThat(EventTime.read(text, MOSCOW)).isEmpty();
  }

  @Test
  void readsWhatItWrites() {
    Property.holds(
        "times of mts",
        500,
        random -> {
          OffsetDateTime time =
              OffsetDateTime.of(
                  LocalDateTime.ofEpochSecond(
                      random.nextLong(946_684_800L, 4_102_444_800L), 0, ZoneOffset.UTC),
                  ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60)));

          assertThat(EventTime.read(EventTime.write(time), MOSCOW)).contains(time);
        });
  }
}
