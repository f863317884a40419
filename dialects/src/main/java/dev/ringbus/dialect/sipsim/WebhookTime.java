package dev.ringbus.dialect.sipsim;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code time}: ISO 8601 in UTC, to the millisecond in generation A and to the second in B. */
final class WebhookTime {

  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter WRITTEN_A =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter WRITTEN_B =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /** An offset whose plus was decoded as a form's space. */
  private static final Pattern LOST_PLUS = Pattern.compile(" (?=[0-9]{2}:?[0-9]{2}$)");

  private WebhookTime() {}

  /**
   * The time that the text says, empty if it says none.
   *
   * @param zone of a time without an offset
   */
  static Optional<OffsetDateTime> read(@Nullable String text, ZoneId zone) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      String iso = LOST_PLUS.matcher(text.strip()).replaceFirst("+");
      return Optional.of(
          switch (READ.parseBest(iso, OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime time -> time;
            case LocalDateTime time -> time.atZone(zone).toOffsetDateTime();
            default -> throw new DateTimeException("expected a date and a time");
          });
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static String write(OffsetDateTime time, Generation generation) {
    return switch (generation) {
      case A -> WRITTEN_A.format(time);
      case B -> WRITTEN_B.format(time);
    };
  }
}
