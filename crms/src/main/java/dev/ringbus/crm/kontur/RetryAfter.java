package dev.ringbus.crm.kontur;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or an HTTP date. */
final class RetryAfter {

  /** Longer is taken for this long: a mistake in a header must not stop a workspace for good. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /** How long to wait; null if there is no such header, or nothing can be made of it. */
  static @Nullable Duration read(@Nullable String header, Instant now) {
    if (header == null || header.isBlank()) {
      return null;
    }
    String text = header.strip();
    try {
      return text.chars().allMatch(c -> c >= '0' && c <= '9')
          ? bounded(Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST.toSeconds())))
          : bounded(
              Duration.between(
                  now,
                  ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException | NumberFormatException _) {
      return null;
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
