package dev.ringbus.crm.kontur;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Times on Kontur's wire, .NET's {@code DateTimeOffset}: up to seven fractional digits and a
 * numeric offset, {@code 2022-03-22T10:38:35.6152798+00:00}.
 */
final class KonturTime {

  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter(Locale.ROOT);

  private KonturTime() {}

  static String write(OffsetDateTime time) {
    return WRITTEN.format(time);
  }

  /**
   * A time in RFC 3339; one without an offset is in UTC.
   *
   * @throws DateTimeException if it is none
   */
  static OffsetDateTime read(String text) {
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return switch (time) {
      case OffsetDateTime offset -> offset;
      case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
      default -> throw new DateTimeException("no time: " + text);
    };
  }
}
