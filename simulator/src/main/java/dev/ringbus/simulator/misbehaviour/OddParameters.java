package dev.ringbus.simulator.misbehaviour;

import dev.ringbus.simulator.pbx.Chance;
import java.util.Locale;

/**
 * Parameters of a query or a form, in other escapes: lower-case hex, letters that need none, a
 * space as {@code +} or as {@code %20}, and the {@code +} of an international number bare, which
 * reads as a space.
 */
final class OddParameters {

  private static final int ESCAPE_ONE_IN = 6;

  private OddParameters() {}

  static String of(String parameters, Chance chance) {
    StringBuilder odd = new StringBuilder(parameters.length() * 2);
    for (int i = 0; i < parameters.length(); i++) {
      char c = parameters.charAt(i);
      if (c == '%' && i + 2 < parameters.length()) {
        String escape = parameters.substring(i, i + 3);
        odd.append(beginsNumber(parameters, i) ? "+" : escaped(escape, chance));
        i += 2;
      } else if (c == '+') {
        odd.append(chance.oneIn(2) ? "+" : "%20");
      } else if (Character.isLetterOrDigit(c) && c < 128 && chance.oneIn(ESCAPE_ONE_IN)) {
        odd.append('%').append(Integer.toHexString(c));
      } else {
        odd.append(c);
      }
    }
    return odd.toString();
  }

  private static String escaped(String escape, Chance chance) {
    if (escape.equals("%20") && chance.oneIn(2)) {
      return "+";
    }
    return escape.toLowerCase(Locale.ROOT);
  }

  /** Whether an escaped {@code +} stands first in a value, before a digit. */
  private static boolean beginsNumber(String parameters, int at) {
    return parameters.startsWith("%2B", at)
        && at > 0
        && parameters.charAt(at - 1) == '='
        && at + 3 < parameters.length()
        && Character.isDigit(parameters.charAt(at + 3));
  }
}
