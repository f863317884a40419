package dev.ringbus.config.file;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host that recordings may be fetched from, perhaps at one port only: {@code records.example},
 * {@code records.example:8443}, {@code 203.0.113.7}. A host inside, which anybody's URL could
 * otherwise make the hub ask, is named by its address with the port: {@code 127.0.0.1:18950},
 * {@code [::1]:80}.
 *
 * @param text as it stands in the file
 */
public record Host(String text) {

  static final String EXPECTED =
      "a host such as records.example, or with its port 127.0.0.1:18950, without https:// and path";

  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*|\\[[0-9A-Fa-f:.]{2,45}\\])"
              + "(?::([0-9]{1,5}))?");

  static final String PATTERN = "^" + FORM.pattern() + "$";

  /** What resolvers may take for a number of an address: {@code 127.1}, {@code 0x7f000001}. */
  private static final Pattern ENDS_IN_A_NUMBER =
      Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)");

  private static final Pattern THIS_HOST = Pattern.compile("(?:.*\\.)?localhost");

  static Host parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || text.length() > 260) {
      throw new IllegalArgumentException(EXPECTED);
    }
    String host = matcher.group(1);
    String port = matcher.group(2);
    if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
      throw new IllegalArgumentException("a port from 1 to 65535");
    }
    if (host.startsWith("[") || ENDS_IN_A_NUMBER.matcher(host).matches()) {
      checkAddress(host, port != null);
    } else if (THIS_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
      throw new IllegalArgumentException(
          "this host as its address with its port, such as 127.0.0.1:18950: a name that leads inside"
              + " is refused");
    }
    return new Host(text);
  }

  private static void checkAddress(String host, boolean hasPort) {
    Optional<Reach> reach = Reach.of(host);
    if (reach.isEmpty()) {
      throw new IllegalArgumentException(
          "an address written out, such as 203.0.113.7 or [2001:db8::7]");
    }
    switch (reach.get()) {
      case NO_HOST -> throw new IllegalArgumentException("the address of one host");
      case LOOPBACK, INSIDE -> {
        if (!hasPort) {
          throw new IllegalArgumentException(
              "an address inside with its port, such as 127.0.0.1:18950, which allows exactly that");
        }
      }
      case OUTSIDE -> {}
    }
  }
}
