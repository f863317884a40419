package dev.ringbus.crmsync.recording;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL from outside, taken apart once, so that what was checked is what is asked.
 *
 * @param userInfo {@code user:password} as it stands in the URL
 * @param target path and query, fit for a request line; begins with a slash
 */
record RecordingUrl(
    Scheme scheme, Optional<String> userInfo, UrlHost host, int port, String target) {

  /** How a recording may be asked for. */
  enum Scheme {
    HTTP(80),
    HTTPS(443);

    private final int port;

    Scheme(int port) {
      this.port = port;
    }

    int defaultPort() {
      return port;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern FORM =
      Pattern.compile("(?i)(https?)://([^/?#]*)([^#]*)(?:#.*)?", Pattern.DOTALL);
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:([^@]*)@)?(\\[[^\\]]*]|[^:@\\[\\]]*)(?::([0-9]{0,5}))?");
  private static final Pattern ANY_SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*");

  /** What a request line has as it is; the percent sign only before two hexadecimal digits. */
  private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

  /**
   * Reads a whole URL. Spaces and letters beyond ASCII in the path, which PBXs write, are encoded.
   *
   * @throws RefusedRecording saying what was expected
   */
  static RecordingUrl parse(String text) {
    String url = text.strip();
    if (url.isEmpty()) {
      throw new RefusedRecording("expected an http or https URL, found none");
    }
    if (url.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\')) {
      throw new RefusedRecording("expected a URL without control characters and backslashes");
    }
    Matcher whole = FORM.matcher(url);
    if (!whole.matches()) {
      throw new RefusedRecording("expected an http or https URL, found " + found(url));
    }
    Matcher authority = AUTHORITY.matcher(whole.group(2));
    if (!authority.matches()) {
      throw new RefusedRecording("expected one host, and perhaps a port, in the URL");
    }
    Scheme scheme = Scheme.valueOf(whole.group(1).toUpperCase(Locale.ROOT));
    return new RecordingUrl(
        scheme,
        Optional.ofNullable(authority.group(1)).filter(user -> !user.isEmpty()),
        UrlHost.parse(authority.group(2)),
        port(authority.group(3), scheme),
        target(whole.group(3)));
  }

  private static String found(String url) {
    return ANY_SCHEME.matcher(url).matches()
        ? "one of " + url.substring(0, Math.min(20, url.indexOf(':')))
        : "a relative one";
  }

  private static int port(@Nullable String text, Scheme scheme) {
    if (text == null || text.isEmpty()) {
      return scheme.defaultPort();
    }
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw new RefusedRecording("expected a port from 1 to 65535 in the URL, found " + port);
    }
    return port;
  }

  private static String target(String text) {
    StringBuilder target = new StringBuilder(text.length() + 1);
    if (!text.startsWith("/")) {
      target.append('/');
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at++) {
      char c = (char) (bytes[at] & 0xff);
      if (isPlain(c) || (c == '%' && isEncoded(bytes, at))) {
        target.append(c);
      } else {
        target.append('%').append(HexFormat.of().withUpperCase().toHexDigits(bytes[at]));
      }
    }
    return target.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || PLAIN.indexOf(c) >= 0;
  }

  private static boolean isEncoded(byte[] bytes, int at) {
    return at + 2 < bytes.length
        && HexFormat.isHexDigit(bytes[at + 1])
        && HexFormat.isHexDigit(bytes[at + 2]);
  }

  /**
   * Where a redirect leads, given what stands in {@code Location}.
   *
   * @throws RefusedRecording saying what was expected
   */
  RecordingUrl redirectedTo(String location) {
    String text = location.strip();
    RecordingUrl next = parse(ANY_SCHEME.matcher(text).matches() ? text : absolute(text));
    if (next.userInfo().isPresent()) {
      throw new RefusedRecording(
          "expected a redirect without user and password, found one to " + next.host());
    }
    return next;
  }

  private String absolute(String reference) {
    if (reference.startsWith("//")) {
      return scheme + ":" + reference;
    }
    if (reference.startsWith("/")) {
      return origin() + reference;
    }
    String path = path();
    if (reference.isEmpty() || reference.startsWith("?") || reference.startsWith("#")) {
      return origin() + path + reference;
    }
    String below = path.substring(0, path.lastIndexOf('/') + 1) + target(reference).substring(1);
    return origin() + URI.create(below).normalize();
  }

  /** The path, still encoded. */
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Scheme, host and port: what credentials are for. */
  String origin() {
    return scheme + "://" + host + ":" + port;
  }

  /** The whole, without user and password. */
  String text() {
    return origin() + target;
  }

  /** What people may see of it: the path and the query may hold what is secret. */
  @Override
  public String toString() {
    return port == scheme.defaultPort() ? host.toString() : host + ":" + port;
  }
}
