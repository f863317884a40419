package dev.ringbus.config.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host, perhaps with a port: {@code records.example}, {@code 127.0.0.1:18950}, {@code [::1]:80}.
 *
 * @param text as it stands in the file
 */
public record Host(String text) {

  static final String EXPECTED =
      "a host such as records.example, or with its port 127.0.0.1:18950, without https:// and path";

  private static final Pattern FORM =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*|\\[[0-9A-Fa-f:.]{2,45}\\])"
              + "(?::([0-9]{1,5}))?");

  static final String PATTERN = "^" + FORM.pattern() + "$";

  static Host parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || text.length() > 260) {
      throw new IllegalArgumentException(EXPECTED);
    }
    String port = matcher.group(1);
    if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
      throw new IllegalArgumentException("a port from 1 to 65535");
    }
    return new Host(text);
  }
}
