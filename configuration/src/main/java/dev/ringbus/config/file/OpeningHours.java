package dev.ringbus.config.file;

import dev.ringbus.model.Calendar;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opening hours as people write them: {@code Mon-Fri 09:00-18:00}. */
final class OpeningHours {

  static final String EXPECTED = "opening hours such as Mon-Fri 09:00-18:00 or Sat,Sun 22:00-04:00";

  /** From Monday on, as {@link DayOfWeek} counts. */
  private static final List<String> NAMES =
      List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private static final String DAYS = "(?:" + String.join("|", NAMES) + ")";
  private static final String DAY_RANGE = DAYS + "(?:-" + DAYS + ")?";
  private static final String BEGIN = "([01][0-9]|2[0-3]):([0-5][0-9])";
  private static final String END = "(?:" + BEGIN + "|(24:00))";

  private static final Pattern FORM =
      Pattern.compile("(" + DAY_RANGE + "(?:," + DAY_RANGE + ")*) " + BEGIN + "-" + END);

  static final String PATTERN = "^" + FORM.pattern() + "$";

  private OpeningHours() {}

  static Calendar.Span parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    int from = minutes(matcher.group(2), matcher.group(3));
    int to = matcher.group(6) == null ? minutes(matcher.group(4), matcher.group(5)) : 24 * 60;
    if (from == to) {
      throw new IllegalArgumentException(
          "an end that is not the beginning, a whole day is 00:00-24:00");
    }
    if (to == 0) {
      throw new IllegalArgumentException("24:00 as the end of a day");
    }
    return new Calendar.Span(days(matcher.group(1)), from, to);
  }

  private static int minutes(String hour, String minute) {
    return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
  }

  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String range : text.split(",", -1)) {
      DayOfWeek day = day(range.substring(0, 3));
      DayOfWeek last = day(range.substring(range.length() - 3));
      days.add(day);
      while (day != last) {
        day = day.plus(1); // Sat-Mon goes on over Sunday
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String name) {
    return DayOfWeek.of(NAMES.indexOf(name) + 1);
  }
}
