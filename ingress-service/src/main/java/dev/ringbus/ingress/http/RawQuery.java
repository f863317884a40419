package dev.ringbus.ingress.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A query, parted into the hub's own {@code key} and the rest.
 *
 * @param rest the query without any {@code key} parameter, the others as they came
 * @param keys readings of the first {@code key}: decoded as a form is, and, where it holds a plus
 *     sign that was not encoded, with that plus sign too, since keys are pasted into URLs by hand
 */
record RawQuery(String rest, List<String> keys) {

  private static final String KEY = "key";

  static RawQuery of(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return new RawQuery("", List.of());
    }
    StringJoiner rest = new StringJoiner("&");
    String key = null;
    boolean stripped = false;
    for (String parameter : raw.split("&", -1)) {
      if (!isKey(parameter)) {
        rest.add(parameter);
        continue;
      }
      stripped = true;
      if (key == null) {
        key = parameter.substring(Math.min(parameter.length(), nameEnd(parameter) + 1));
      }
    }
    return new RawQuery(stripped ? rest.toString() : raw, key == null ? List.of() : readings(key));
  }

  private static boolean isKey(String parameter) {
    String name = parameter.substring(0, nameEnd(parameter));
    return name.equals(KEY) || (name.indexOf('%') >= 0 && KEY.equals(decode(name)));
  }

  private static int nameEnd(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? parameter.length() : equals;
  }

  private static List<String> readings(String key) {
    return key.indexOf('+') < 0
        ? List.of(decode(key))
        : List.of(decode(key), decode(key.replace("+", "%2B")));
  }

  /** What cannot be decoded stands for itself. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
