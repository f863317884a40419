package dev.ringbus.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.BiConsumer;

/** The coding of queries and of {@code application/x-www-form-urlencoded}, in UTF-8. */
final class FormCoding {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private FormCoding() {}

  /**
   * Gives each pair in order. {@code +} is a space; a {@code %} that two hex digits do not follow
   * is itself; bytes that are no UTF-8 become U+FFFD; a pair without {@code =} has an empty value.
   */
  static void decode(byte[] form, BiConsumer<String, String> pair) {
    int start = 0;
    while (start < form.length) {
      int end = indexOf(form, '&', start, form.length);
      if (end > start) {
        int equals = indexOf(form, '=', start, end);
        pair.accept(
            decode(form, start, equals, ' '),
            equals < end ? decode(form, equals + 1, end, ' ') : "");
      }
      start = end + 1;
    }
  }

  private static int indexOf(byte[] bytes, char wanted, int start, int end) {
    for (int at = start; at < end; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return end;
  }

  /** A path segment, in which a plus is itself. */
  static String decodeSegment(String segment) {
    byte[] bytes = segment.getBytes(StandardCharsets.UTF_8);
    return decode(bytes, 0, bytes.length, '+');
  }

  private static String decode(byte[] form, int start, int end, char plus) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(end - start);
    for (int at = start; at < end; at++) {
      if (form[at] == '+') {
        out.write(plus);
      } else if (form[at] == '%'
          && at + 2 < end
          && HexFormat.isHexDigit(form[at + 1])
          && HexFormat.isHexDigit(form[at + 2])) {
        out.write(HexFormat.fromHexDigit(form[at + 1]) << 4 | HexFormat.fromHexDigit(form[at + 2]));
        at += 2;
      } else {
        out.write(form[at]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Everything but letters, digits and {@code -._~} as {@code %XX}. */
  static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) each;
      if (UNRESERVED.indexOf(character) >= 0) {
        out.append(character);
      } else {
        out.append('%').append(HEX.toHexDigits(each));
      }
    }
    return out.toString();
  }
}
