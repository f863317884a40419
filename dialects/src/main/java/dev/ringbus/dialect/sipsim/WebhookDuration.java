package dev.ringbus.dialect.sipsim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code duration} in seconds: {@code "102.0"} in generation A, {@code 102} in B. */
final class WebhookDuration {

  private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,30})?");

  private WebhookDuration() {}

  /** The duration to the nanosecond; null if the text is none. */
  static @Nullable Duration read(@Nullable String text) {
    if (text == null || !FORM.matcher(text.strip()).matches()) {
      return null;
    }
    BigDecimal nanos = new BigDecimal(text.strip()).movePointRight(9);
    return Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
  }

  /** With at least one decimal, as generation A has it. */
  static String write(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.toNanosPart(), 9)
            .add(BigDecimal.valueOf(duration.toSeconds()))
            .stripTrailingZeros();
    return seconds.setScale(Math.max(1, seconds.scale())).toPlainString();
  }
}
