package dev.ringbus.simulator.misbehaviour;

import dev.ringbus.simulator.pbx.Chance;
import java.util.List;

/** JSON with white space between its tokens and escapes in its strings that it does not need. */
final class OddJson {

  private static final int ESCAPE_ONE_IN = 6;
  private static final List<String> WHITE = List.of("", " ", "\n  ", "\t", "\r\n");

  private OddJson() {}

  static String of(String json, Chance chance) {
    StringBuilder odd = new StringBuilder(json.length() * 2);
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString && c == '\\') {
        int end = i + (json.charAt(i + 1) == 'u' ? 6 : 2);
        odd.append(json, i, end);
        i = end - 1;
      } else if (c == '"') {
        inString = !inString;
        odd.append(c);
      } else if (inString) {
        odd.append(inString(c, chance));
      } else if (c == '{' || c == ',' || c == ':' || c == '[') {
        odd.append(c).append(chance.oneOf(WHITE));
      } else if (c == '}' || c == ']') {
        odd.append(chance.oneOf(WHITE)).append(c);
      } else {
        odd.append(c);
      }
    }
    return odd.toString();
  }

  private static String inString(char c, Chance chance) {
    if (c == '/' && chance.oneIn(2)) {
      return "\\/";
    }
    return c > 127 || chance.oneIn(ESCAPE_ONE_IN)
        ? "\\u%04x".formatted((int) c)
        : String.valueOf(c);
  }
}
