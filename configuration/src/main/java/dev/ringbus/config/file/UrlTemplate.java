package dev.ringbus.config.file;

/**
 * A URL with placeholders such as {@code {clientPhone}}.
 *
 * @param text as it stands in the file
 */
public record UrlTemplate(String text) {

  static UrlTemplate parse(String text) {
    WebAddress.parse(text.replaceAll("\\{[A-Za-z]+}", "0"));
    return new UrlTemplate(text);
  }
}
