package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.InvalidOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether an instruction that no report has proven is offered a second time. The platform may then
 * do it twice, so it is asked for explicitly.
 */
final class OfferAgain {

  private static final String OPTION = "offerAgainAfter";

  private static final int MOST = 100;

  private OfferAgain() {}

  /** The option as editors show it. */
  static DialectOption describe() {
    return new DialectOption(
        OPTION,
        "After how many polls without proof an instruction is offered a second time; never if"
            + " absent.",
        DialectOption.Kind.PLAIN,
        Map.of("type", "integer", "minimum", 1, "maximum", MOST));
  }

  /**
   * The option's value, absent by default.
   *
   * @throws InvalidOption if it is no number of polls
   */
  static @Nullable Integer of(DialectSettings settings) {
    Object value = settings.options().get(OPTION);
    if (value == null) {
      return null;
    }
    if (value instanceof Number polls
        && polls.doubleValue() == polls.intValue()
        && polls.intValue() >= 1
        && polls.intValue() <= MOST) {
      return polls.intValue();
    }
    throw new InvalidOption(OPTION, "expected a number of polls from 1 to " + MOST);
  }
}
