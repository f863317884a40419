package dev.ringbus.crmsync.originate;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the placeholders of a template stand for.
 *
 * @param values by name, without the braces
 */
record Placeholders(Map<String, String> values) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

  Placeholders {
    values = Map.copyOf(values);
  }

  /**
   * The text with each known placeholder replaced, in one pass: a value that looks like a
   * placeholder stays a value. Unknown ones stay as they are, since braces may mean something else.
   */
  String fill(String text, Escape escape) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> {
          String value = values.get(found.group(1));
          return Matcher.quoteReplacement(value == null ? found.group() : escape.apply(value));
        });
  }

  /**
   * As {@link #fill}, a JSON document.
   *
   * @throws CannotOriginate if a placeholder stands outside of quotes, where a value could become
   *     anything
   */
  String fillJson(String text) {
    Matcher found = PLACEHOLDER.matcher(text);
    boolean inString = false;
    int at = 0;
    while (found.find()) {
      for (; at < found.start(); at++) {
        char c = text.charAt(at);
        if (c == '"') {
          inString = !inString;
        } else if (c == '\\' && inString) {
          at++;
        }
      }
      if (!inString && values.containsKey(found.group(1))) {
        throw new CannotOriginate(
            "expected {%s} inside quotes in originate.http.body".formatted(found.group(1)));
      }
    }
    return fill(text, Escape.JSON);
  }

  /** Whether a text has any that are known. */
  boolean areIn(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .anyMatch(found -> values.containsKey(found.group(1)));
  }

  /** Secrets are among the values. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
