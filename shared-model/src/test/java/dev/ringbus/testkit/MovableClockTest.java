package dev.ringbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MovableClockTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void standsUntilItIsMovedForwardOrBack() {
    MovableClock clock = MovableClock.standing(NOON);
    assertThat(clock.instant()).isEqualTo(NOON);

    clock.move(Duration.ofMinutes(5));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(300));

    clock.move(Duration.ofHours(-1));
    assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(3_300));
  }

  @Test
  void goesWithTheSystemsAndCanBePutForward() {
    MovableClock clock = MovableClock.going();
    clock.move(Duration.ofDays(1));

    Instant system = Clock.systemUTC().instant();
    assertThat(clock.instant()).isAfterOrEqualTo(system.plus(Duration.ofDays(1)));
  }

  @Test
  void isTheSameInEveryZone() {
    MovableClock clock = MovableClock.standing(NOON);
    Clock inMoscow = clock.withZone(ZoneId.of("Europe/Moscow"));

    clock.move(Duration.ofSeconds(7));

    assertThat(inMoscow.instant()).isEqualTo(clock.instant());
    assertThat(inMoscow.getZone()).isEqualTo(ZoneId.of("Europe/Moscow"));
  }
}
