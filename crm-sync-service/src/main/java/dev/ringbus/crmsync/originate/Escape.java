package dev.ringbus.crmsync.originate;

import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How a value is written where it stands, so that it stays a value whatever is in it. */
enum Escape {

  /** In the path or query of a URL, and in a form: all but letters, digits and {@code -._~}. */
  PERCENT {
    @Override
    String apply(String value) {
      StringBuilder out = new StringBuilder();
      for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
        char c = (char) (each & 0xff);
        if (isUnreserved(c)) {
          out.append(c);
        } else {
          out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
        }
      }
      return out.toString();
    }
  },

  /** Inside the quotes of a JSON string. */
  JSON {
    @Override
    String apply(String value) {
      String quoted = Json.mapper().writeValueAsString(value);
      return quoted.substring(1, quoted.length() - 1);
    }
  },

  /**
   * In the value of a header, which is one line of ASCII: what else there is becomes a space or a
   * question mark.
   */
  HEADER {
    @Override
    String apply(String value) {
      return value.replaceAll("\\p{Cntrl}+", " ").replaceAll("[^ -~]", "?").strip();
    }
  };

  abstract String apply(String value);

  private static boolean isUnreserved(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || "-._~".indexOf(c) >= 0;
  }
}
