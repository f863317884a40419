package dev.ringbus.dialect.sipsim;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.InvalidOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the time of a signature may be from ours, so that a signed request which somebody
 * recorded cannot be sent again later. The vendor names no limit.
 */
sealed interface TimestampTolerance {

  String OPTION = "timestampTolerance";

  /** Any time is taken. */
  record Off() implements TimestampTolerance {}

  /** As much earlier or later. */
  record Within(Duration limit) implements TimestampTolerance {}

  /** Whether a request that was signed at {@code signedAt} may be received at {@code now}. */
  default boolean allows(Instant signedAt, Instant now) {
    return switch (this) {
      case Off() -> true;
      case Within(Duration limit) -> Duration.between(signedAt, now).abs().compareTo(limit) <= 0;
    };
  }

  /** The option as editors show it. */
  static DialectOption describe() {
    return new DialectOption(
        OPTION,
        "How far a signature's time may be from the hub's, for example 300s or 5m; off for any.",
        DialectOption.Kind.PLAIN,
        Map.of(
            "anyOf",
            List.of(
                Map.of("type", "string", "pattern", "^([1-9][0-9]{0,8}(s|m|h)|off)$"),
                Map.of("type", "integer", "minimum", 1, "maximum", 999_999_999),
                Map.of("const", false)),
            "default",
            "300s"));
  }

  /**
   * The option's value, five minutes by default. A number is of seconds, and {@code false} is what
   * some readers of YAML make of {@code off}.
   *
   * @throws InvalidOption if it is none of those allowed
   */
  static TimestampTolerance of(DialectSettings settings) {
    Object value = settings.options().get(OPTION);
    return switch (value) {
      case null -> new Within(Duration.ofMinutes(5));
      case Boolean on when !on -> new Off();
      case String text when text.equals("off") -> new Off();
      case String text -> within(text);
      case Number seconds -> within(seconds + "s");
      default -> throw invalid();
    };
  }

  private static TimestampTolerance within(String text) {
    Matcher form = Pattern.compile("([1-9][0-9]{0,8})([smh])").matcher(text);
    if (!form.matches()) {
      throw invalid();
    }
    long amount = Long.parseLong(form.group(1));
    return new Within(
        switch (form.group(2)) {
          case "h" -> Duration.ofHours(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofSeconds(amount);
        });
  }

  private static InvalidOption invalid() {
    return new InvalidOption(OPTION, "expected a time such as 300s or 5m, or off");
  }
}
