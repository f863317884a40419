package dev.ringbus.config.file;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 1500ms}, {@code 3s}, {@code 4h}; or in ISO 8601. */
public final class DurationText {

  static final String EXPECTED = "a duration such as 1500ms, 3s, 4h or PT1.5S";
  static final String PATTERN = "^([0-9]+(ms|s|m|h|d)|P.*)$";

  private static final Pattern SHORT = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

  /** From the smallest to the largest. */
  private static final Map<String, ChronoUnit> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("ms", ChronoUnit.MILLIS);
    UNITS.put("s", ChronoUnit.SECONDS);
    UNITS.put("m", ChronoUnit.MINUTES);
    UNITS.put("h", ChronoUnit.HOURS);
    UNITS.put("d", ChronoUnit.DAYS);
  }

  private DurationText() {}

  static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    try {
      Duration duration =
          matcher.matches()
              ? Duration.of(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)))
              : Duration.parse(text);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    throw new IllegalArgumentException(EXPECTED);
  }

  /** The duration in the largest unit of which it is a whole number. */
  public static String write(Duration duration) {
    String text = duration.toString();
    for (Map.Entry<String, ChronoUnit> unit : UNITS.entrySet()) {
      Duration one = unit.getValue().getDuration();
      if (one.multipliedBy(duration.dividedBy(one)).equals(duration)) {
        text = duration.dividedBy(one) + unit.getKey();
      }
    }
    return text;
  }
}
