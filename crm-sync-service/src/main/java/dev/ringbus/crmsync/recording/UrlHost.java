package dev.ringbus.crmsync.recording;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The host of a URL, read more strictly than libraries do: what one of them takes for a name and
 * the next for an address would get past a check.
 */
sealed interface UrlHost {

  /** A name, in lower case and ASCII, without a dot at its end. */
  record Named(String name) implements UrlHost {
    @Override
    public String toString() {
      return name;
    }
  }

  /** An address in its usual form. */
  record Literal(InetAddress address) implements UrlHost {
    @Override
    public String toString() {
      String text = address.getHostAddress();
      return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }
  }

  /**
   * Reads a host as it stands in a URL, an address of IPv6 in brackets.
   *
   * @throws RefusedRecording saying what was expected
   */
  static UrlHost parse(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return Forms.bracketed(text);
    }
    String name = Forms.ascii(text);
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (Forms.NUMBER.matcher(last).matches()) {
      return Forms.dotted(name);
    }
    if (!Forms.NAME.matcher(name).matches()) {
      throw new RefusedRecording("expected a host in the URL, found " + Forms.shown(text));
    }
    return new Named(name);
  }

  /** How hosts are written. */
  final class Forms {

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

    /** A last label that makes browsers and resolvers take the whole for a number. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern DOTTED = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern BRACKETED = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}]");

    private static final int LONGEST_NAME = 253;

    private Forms() {}

    /** Lower case, ASCII, and without one dot at the end, which names mean the same without. */
    private static String ascii(String text) {
      String name;
      try {
        name = IDN.toASCII(text).toLowerCase(Locale.ROOT);
      } catch (IllegalArgumentException _) {
        throw new RefusedRecording("expected a host in the URL, found " + shown(text));
      }
      name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
      if (name.length() > LONGEST_NAME) {
        throw new RefusedRecording("expected a host of 253 characters at most in the URL");
      }
      return name;
    }

    private static Literal dotted(String text) {
      if (!DOTTED.matcher(text).matches()) {
        throw new RefusedRecording(
            "expected an address of four decimal numbers or a name in the URL, found "
                + shown(text));
      }
      return new Literal(InetAddress.ofLiteral(text));
    }

    private static Literal bracketed(String text) {
      try {
        if (BRACKETED.matcher(text).matches() && text.indexOf(':') >= 0) {
          return new Literal(InetAddress.ofLiteral(text.substring(1, text.length() - 1)));
        }
      } catch (IllegalArgumentException _) {
        // Said below.
      }
      throw new RefusedRecording("expected an address of IPv6 in the URL, found " + shown(text));
    }

    /** Somebody else's text, fit for a log. */
    private static String shown(String text) {
      String clean = text.replaceAll("[^\\p{L}\\p{N}.:_\\[\\]-]", "?");
      return clean.isEmpty() ? "none" : clean.substring(0, Math.min(80, clean.length()));
    }
  }
}
