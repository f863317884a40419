package dev.ringbus.config;

import dev.ringbus.config.file.CrmEntry.OriginateRequest;
import dev.ringbus.config.yaml.Nearest;
import dev.ringbus.config.yaml.Place;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * Checks the request by which a PBX begins a call: that every placeholder is known, and stands
 * where its value can be escaped.
 */
final class OriginateTemplates {

  private static final String SECRET = "secret";
  private static final String WHOM = "clientPhone";
  private static final String WHO = "extension";
  private static final List<String> KNOWN = List.of(WHO, WHOM, "communicationId", SECRET);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");

  /** What the client itself writes. */
  private static final Set<String> OURS =
      Set.of("host", "content-length", "transfer-encoding", "connection", "expect", "upgrade");

  private final Inspection inspection;

  OriginateTemplates(Inspection inspection) {
    this.inspection = inspection;
  }

  /**
   * @param place of the request as a whole
   */
  void check(OriginateRequest request, Place place) {
    Set<String> used = new TreeSet<>();
    request.url().ifGiven(url -> checkPlaceholders(request.url(), url.text(), used));
    Map<String, Setting<String>> headers = request.headers().value().orElse(Map.of());
    headers.forEach((name, value) -> checkHeader(name, value, request, used));
    request.body().ifGiven(body -> checkBody(request, body, headers, used));
    if (request.url().isGiven()) {
      checkUse(request, place, used);
    }
  }

  private void checkPlaceholders(Setting<?> setting, String text, Set<String> used) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      used.add(name);
      if (!KNOWN.contains(name)) {
        inspection.fault(
            setting.place(), "unknown placeholder {" + name + "}" + Nearest.hint(name, KNOWN));
      }
    }
  }

  private void checkUse(OriginateRequest request, Place place, Set<String> used) {
    if (!used.contains(WHOM)) {
      inspection.fault(
          place, "expected {clientPhone} in the URL, a header or the body: it says whom to call");
    }
    if (!used.contains(WHO)) {
      inspection.notice(place, "without {extension} each call begins with the same employee");
    }
    if (used.contains(SECRET) && !request.secret().isWritten()) {
      inspection.fault(place, "needs secret as well, since {secret} stands in it");
    }
    if (request.secret().isGiven() && !used.contains(SECRET)) {
      inspection.fault(
          request.secret().place(), "expected {secret} in the URL, a header or the body as well");
    }
  }

  private void checkHeader(
      String name, Setting<String> value, OriginateRequest request, Set<String> used) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!HEADER_NAME.matcher(name).matches()) {
      inspection.fault(value.place(), "expected the name of a header, such as X-API-Key");
    } else if (OURS.contains(lower)) {
      inspection.fault(value.place(), "expected no such header, the hub sets it by itself");
    }
    value.ifGiven(text -> {
      checkPlaceholders(value, text, used);
      if (!HEADER_VALUE.matcher(text).matches()) {
        inspection.fault(value.place(), "expected ASCII characters on one line");
      }
      if (lower.equals("authorization")) {
        checkAuthorization(value, text, request);
      }
    });
  }

  private void checkAuthorization(Setting<String> value, String text, OriginateRequest request) {
    if (request.user().isWritten()) {
      inspection.fault(value.place(), "expected no such header, user and password make one");
    } else if (!text.contains("{secret}")) {
      inspection.fault(
          value.place(),
          "expected {secret} in it, a literal would be readable on the topic ringbus.config");
    }
  }

  private void checkBody(
      OriginateRequest request,
      String body,
      Map<String, Setting<String>> headers,
      Set<String> used) {
    checkPlaceholders(request.body(), body, used);
    if (request.method().value().equals(Optional.of("GET"))) {
      inspection.fault(request.body().place(), "expected no body, the method is GET");
      return;
    }
    Optional<Setting<String>> type =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
            .map(Map.Entry::getValue)
            .filter(Setting::isGiven)
            .findFirst();
    String kind = type.map(it -> it.get().toLowerCase(Locale.ROOT)).orElse(kindOf(body));
    if (kind.contains("json")) {
      checkJson(request.body(), body);
    } else if (!kind.contains("x-www-form-urlencoded") && PLACEHOLDER.matcher(body).find()) {
      inspection.fault(
          type.map(Setting::place).orElse(request.body().place()),
          "expected application/json or application/x-www-form-urlencoded: of other kinds it is not"
              + " known how a placeholder's value is escaped");
    }
  }

  private static String kindOf(String body) {
    String text = body.strip();
    return text.startsWith("{") || text.startsWith("[") ? "json" : "x-www-form-urlencoded";
  }

  private void checkJson(Setting<String> setting, String body) {
    if (!isJson(PLACEHOLDER.matcher(body).replaceAll("0"))) {
      inspection.fault(setting.place(), "expected JSON");
    } else if (!isJson(PLACEHOLDER.matcher(body).replaceAll("x"))) {
      inspection.fault(
          setting.place(), "expected each placeholder inside quotes, as in \"{clientPhone}\"");
    }
  }

  private static boolean isJson(String text) {
    try {
      Json.mapper().readTree(text);
      return true;
    } catch (JacksonException _) {
      return false;
    }
  }
}
