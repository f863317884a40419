package dev.ringbus.dialect.sipsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.model.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TimestampToleranceTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void isFiveMinutesEitherWayByDefault() {
    TimestampTolerance tolerance = tolerance(Map.of());

    assertThat(tolerance.allows(NOON.minusSeconds(300), NOON)).isTrue();
    assertThat(tolerance.allows(NOON.plusSeconds(300), NOON)).isTrue();
    assertThat(tolerance.allows(NOON.minusSeconds(301), NOON)).isFalse();
    assertThat(tolerance.allows(NOON.plusMillis(300_001), NOON)).isFalse();
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of("1s", Duration.ofSeconds(1)),
        Arguments.of("5m", Duration.ofMinutes(5)),
        Arguments.of("2h", Duration.ofHours(2)),
        Arguments.of(60, Duration.ofMinutes(1)),
        Arguments.of(60L, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void takesATime(Object value, Duration limit) {
    assertThat(tolerance(Map.of("timestampTolerance", value)))
        .isEqualTo(new TimestampTolerance.Within(limit));
  }

  @Test
  void canBeOff() {
    assertThat(tolerance(Map.of("timestampTolerance", "off")).allows(Instant.EPOCH, NOON)).isTrue();
    assertThat(tolerance(Map.of("timestampTolerance", false)).allows(Instant.EPOCH, NOON)).isTrue();
  }

  static Stream<Object> others() {
    return Stream.of("", "0s", "-1s", "5 m", "5d", "1.5s", true, 0, 1.5, List.of());
  }

  @ParameterizedTest
  @MethodSource("others")
  void refusesAnythingElse(Object value) {
    assertThatThrownBy(() -> tolerance(Map.of("timestampTolerance", value)))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("expected a time such as 300s or 5m, or off");
  }

  private static TimestampTolerance tolerance(Map<String, Object> options) {
    return TimestampTolerance.of(
        new DialectSettings(new IntegrationId("acme-sim"), ZoneOffset.UTC, options, Map.of()));
  }
}
