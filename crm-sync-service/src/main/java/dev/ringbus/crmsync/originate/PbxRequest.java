package dev.ringbus.crmsync.originate;

import dev.ringbus.crm.kontur.KonturSettings.Originate;
import dev.ringbus.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The request that makes a PBX begin a call, with all placeholders filled in.
 *
 * @param headers by name
 * @param body empty if there is none
 */
record PbxRequest(String method, URI url, Map<String, String> headers, String body) {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]*");

  PbxRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * Fills in a template.
   *
   * @param password of Basic, if the template has a user
   * @throws CannotOriginate if it is none of HTTP, or a value would not stay a value in it
   */
  static PbxRequest of(Originate template, Placeholders values, Optional<Secret> password) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    template.headers().forEach((name, value) -> headers.put(name, header(name, value, values)));
    String user = template.user();
    if (user != null) {
      headers.put("Authorization", basic(user, password));
    }
    String text = template.body();
    String body = text == null ? "" : body(text, headers, values);
    return new PbxRequest(template.method(), url(template, values), headers, body);
  }

  /** The client writes a header's value unseen, line breaks and all. */
  private static String header(String name, String text, Placeholders values) {
    String value = values.fill(text, Escape.HEADER);
    if (!HEADER_VALUE.matcher(value).matches()) {
      throw new CannotOriginate(
          "expected ASCII characters on one line in originate.http.headers." + name);
    }
    return value;
  }

  private static URI url(Originate template, Placeholders values) {
    try {
      URI url = new URI(values.fill(template.url(), Escape.PERCENT));
      if (url.getHost() != null && !values.areIn(hostOf(template.url()))) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Said below, without the URL, in which a secret may be.
    }
    throw new CannotOriginate(
        "expected a URL with placeholders in its path and query only in originate.http.url");
  }

  /** Scheme and authority, as they are written. */
  private static String hostOf(String url) {
    int authority = url.indexOf("//") + 2;
    return url.substring(0, authority) + url.substring(authority).split("[/?#]", 2)[0];
  }

  private static String basic(String user, Optional<Secret> password) {
    byte[] pair =
        (user + ":" + password.map(Secret::value).orElse("")).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String body(String text, Map<String, String> headers, Placeholders values) {
    String type = headers.computeIfAbsent(CONTENT_TYPE, _ -> typeOf(text));
    String lower = type.toLowerCase(Locale.ROOT);
    if (lower.contains("json")) {
      return values.fillJson(text);
    }
    if (values.areIn(text) && !lower.contains(FORM)) {
      throw new CannotOriginate(
          "expected JSON or a form in originate.http.body, since it has placeholders, not " + type);
    }
    return values.fill(text, Escape.PERCENT);
  }

  private static String typeOf(String body) {
    String text = body.strip();
    return text.startsWith("{") || text.startsWith("[") ? JSON : FORM;
  }

  /** What people may see of it. */
  @Override
  public String toString() {
    return method + " to " + url.getHost();
  }
}
