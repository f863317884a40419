package dev.ringbus.store.postgres;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Times as PostgreSQL holds them: in microseconds, cut rather than rounded, so that what is due now
 * is found due now; and within the years that people write, since a vendor may say anything.
 */
final class DatabaseTime {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private DatabaseTime() {}

  static Instant of(Instant instant) {
    if (instant.isBefore(FIRST)) {
      return FIRST;
    }
    return instant.isAfter(LAST) ? LAST : instant.truncatedTo(ChronoUnit.MICROS);
  }
}
