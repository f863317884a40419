package dev.ringbus.dialect.comagic;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code start_time}, whose format the vendor does not tell: its one example is {@code 1200}. Other
 * interfaces of the platform write {@code 2026-11-20 12:00:00} and {@code 2026-11-20T12:00:00Z},
 * and seconds since 1970 are known from implementers.
 */
final class StartTime {

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter();

  private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{10}(\\.[0-9]+)?");

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-");

  private static final long FIRST_EPOCH_SECOND = 1_000_000_000;

  /** An offset whose plus was decoded to a space. */
  private static final Pattern LOST_PLUS = Pattern.compile("(?<=[0-9]) (?=[0-9]{2}(:?[0-9]{2})?$)");

  private StartTime() {}

  /**
   * The time, in {@code timeZone} where it has no offset of its own; null for anything else, such
   * as {@code 1200}.
   */
  static @Nullable OffsetDateTime read(@Nullable String text, ZoneId timeZone) {
    if (text == null) {
      return null;
    }
    if (EPOCH_SECONDS.matcher(text).matches()) {
      long seconds = Long.parseLong(text.substring(0, 10));
      return seconds > FIRST_EPOCH_SECOND
          ? Instant.ofEpochSecond(seconds).atZone(timeZone).toOffsetDateTime()
          : null;
    }
    return readDate(text.strip(), timeZone);
  }

  /** Asks what there is before it converts: a failed conversion costs more than all the rest. */
  private static @Nullable OffsetDateTime readDate(String text, ZoneId timeZone) {
    if (!DATE.matcher(text).lookingAt()) {
      return null;
    }
    try {
      TemporalAccessor time = READ.parse(withPlus(text));
      return time.isSupported(ChronoField.OFFSET_SECONDS)
          ? OffsetDateTime.from(time)
          : LocalDateTime.from(time).atZone(timeZone).toOffsetDateTime();
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static String withPlus(String text) {
    return text.length() > "2026-11-20 12:00".length()
        ? LOST_PLUS.matcher(text).replaceFirst("+")
        : text;
  }

  /** As the platform's data interface writes it. */
  static String write(OffsetDateTime time, ZoneId timeZone) {
    return WRITTEN.format(time.atZoneSameInstant(timeZone));
  }
}
