package dev.ringbus.config.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL with placeholders such as {@code {clientPhone}} in its path and query.
 *
 * @param text as it stands in the file
 */
public record UrlTemplate(String text) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z][A-Za-z0-9_-]*}");

  /** Scheme, host and port: what nobody who calls may choose. */
  private static final Pattern ORIGIN = Pattern.compile("[a-z]+://[^/?]*");

  static UrlTemplate parse(String text) {
    WebAddress.parse(PLACEHOLDER.matcher(text).replaceAll("0"));
    Matcher origin = ORIGIN.matcher(text);
    if (!origin.lookingAt() || PLACEHOLDER.matcher(origin.group()).find()) {
      throw new IllegalArgumentException("a URL with placeholders in its path and query only");
    }
    return new UrlTemplate(text);
  }
}
