package dev.ringbus.dialect.mts;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code EventTime}: ISO 8601 with an offset. The seed writes its form in two ways, one of them
 * {@code T24hh:mm:ss}, most likely for a clock of 24 hours; a literal {@code 24} before the hour is
 * read as well.
 */
final class EventTime {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?:24(?=[0-9]))?(?<hour>[0-9]{2})"
              + ":(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{0,9}))?)?"
              + "(?<offset>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?");

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  /** Before the interface existed; unset dates of the platform's language are in year 1. */
  private static final int FIRST_YEAR = 2000;

  private EventTime() {}

  /**
   * The time that the text says, empty if it says none.
   *
   * @param zone of a time without an offset
   */
  static Optional<OffsetDateTime> read(@Nullable String text, ZoneId zone) {
    Matcher form = FORM.matcher(text == null ? "" : text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime local = local(form);
      if (local.getYear() < FIRST_YEAR) {
        return Optional.empty();
      }
      String offset = form.group("offset");
      return Optional.of(
          offset == null ? local.atZone(zone).toOffsetDateTime() : local.atOffset(offset(offset)));
    } catch (DateTimeException _) {
      return Optional.empty(); // the 31st of February, or minute 75
    }
  }

  /** To the second, with a numeric offset: nothing else is documented. */
  static String write(OffsetDateTime time) {
    return WRITTEN.format(time);
  }

  /** Hour 24 is the midnight that ends the day. */
  private static LocalDateTime local(Matcher form) {
    boolean endOfDay = form.group("hour").equals("24");
    LocalDateTime time =
        LocalDateTime.parse(
            form.group("date")
                + "T"
                + (endOfDay ? "00" : form.group("hour"))
                + ":"
                + form.group("minute")
                + ":"
                + orElse(form.group("second"), "00")
                + "."
                + (orElse(form.group("fraction"), "") + "000000000").substring(0, 9));
    return endOfDay ? time.plusDays(1) : time;
  }

  private static ZoneOffset offset(String text) {
    return text.equalsIgnoreCase("Z") ? ZoneOffset.UTC : ZoneOffset.of(text);
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null ? other : text;
  }
}
