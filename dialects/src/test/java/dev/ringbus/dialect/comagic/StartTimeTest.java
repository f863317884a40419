package dev.ringbus.dialect.comagic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartTimeTest {

  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  @ParameterizedTest
  @CsvSource({
    "2026-11-20 12:00:05,2026-11-20T12:00:05+03:00",
    "2026-11-20T12:00:05,2026-11-20T12:00:05+03:00",
    "2026-11-20T12:00:05Z,2026-11-20T12:00:05Z",
    "2026-11-20T12:00:05.174Z,2026-11-20T12:00:05.174Z",
    "2026-11-20T12:00:05+05:00,2026-11-20T12:00:05+05:00",
    "2026-11-20T12:00:05 05:00,2026-11-20T12:00:05+05:00",
    "2026-11-20T12:00:05-0330,2026-11-20T12:00:05-03:30",
    "2026-11-20T12:00:05 05,2026-11-20T12:00:05+05:00",
    "2026-11-20 12:00,2026-11-20T12:00:00+03:00",
    "1586150895,2020-04-06T08:28:15+03:00",
    "1586150895.174,2020-04-06T08:28:15+03:00",
  })
  void readsWhatThePlatformWritesElsewhere(String text, String time) {
    assertThat(StartTime.read(text, MOSCOW)).isEqualTo(OffsetDateTime.parse(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1200", "", "1000000000", "99999999999999", "12:00", "2026-13-01 00:00:00", "ы"})
  void findsNoTimeInAnythingElse(String text) {
    assertThat(StartTime.read(text, MOSCOW)).isNull();
  }

  @Test
  void readsBackWhatItWrites() {
    OffsetDateTime time = OffsetDateTime.parse("2026-11-20T09:00:05Z");

    assertThat(StartTime.write(time, MOSCOW)).isEqualTo("2026-11-20 12:00:05");
    assertThat(StartTime.read("2026-11-20 12:00:05", MOSCOW)).isAtSameInstantAs(time);
  }
}
