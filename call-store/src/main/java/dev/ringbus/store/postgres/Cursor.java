package dev.ringbus.store.postgres;

import dev.ringbus.store.UnknownPage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last row of a page, which the next one goes on after: {@code 1766300000000000-42}. */
record Cursor(Instant time, long id) {

  private static final Pattern FORM = Pattern.compile("(-?\\d{1,18})-(\\d{1,18})");

  static Cursor read(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new UnknownPage();
    }
    return new Cursor(
        DatabaseTime.of(Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS)),
        Long.parseLong(matcher.group(2)));
  }

  @Override
  public String toString() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time) + "-" + id;
  }
}
