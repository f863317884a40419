package dev.ringbus.crm.kontur;

import dev.ringbus.model.WireName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The methods of Kontur.CRM's API that an integration calls, with their paths. */
public enum KonturMethod implements WireName {
  AUTHORIZE_PRIVATE(
      "authorize-private-integration",
      "POST",
      "/api/v1/authorization/authorize-private-integration"),
  AUTHORIZE_PUBLIC("authorize-integration", "POST", "/api/v1/authorization/authorize-integration"),
  CALL_STARTED("call-started"),
  CALL_EVENT("call-event"),
  CALL_FINISHED("call-finished"),
  CALL_FAILED("call-failed"),
  CALL_RECORDING("call-recording"),
  REGISTER_CALL("register-call"),
  CALL_REDIRECT(
      "call-redirect", "GET", "/api/v1/{ws}/communications/callbacks/telephony/call-redirect"),
  UPLOAD("upload", "POST", "/api/v1/{ws}/files");

  private final String wireName;
  private final String verb;
  private final String template;

  KonturMethod(String wireName) {
    this(wireName, "POST", "/api/v1/{ws}/communications/callbacks/telephony/" + wireName);
  }

  KonturMethod(String wireName, String verb, String template) {
    this.wireName = wireName;
    this.verb = verb;
    this.template = template;
  }

  /** What people and metrics call it. */
  @Override
  public String wireName() {
    return wireName;
  }

  /** {@code GET} or {@code POST}. */
  public String verb() {
    return verb;
  }

  /**
   * The path below the base URL, encoded, with its leading slash.
   *
   * @param ws the workspace's name, as the access key's answer has it
   */
  public String path(String ws) {
    String segment = URLEncoder.encode(ws, StandardCharsets.UTF_8).replace("+", "%20");
    return template.replace("{ws}", segment);
  }

  /** The path of a method that belongs to no workspace, with its leading slash. */
  public String path() {
    if (template.contains("{ws}")) {
      throw new IllegalStateException(wireName + " belongs to a workspace");
    }
    return template;
  }

  /**
   * A method as it was called.
   *
   * @param ws the workspace's name; absent where the method belongs to none
   */
  public record Called(KonturMethod method, @Nullable String ws) {}

  /**
   * The method of a request; empty if there is none.
   *
   * @param path below the base URL, decoded, with its leading slash
   */
  public static Optional<Called> find(String verb, String path) {
    List<String> found = List.of(path.split("/", -1));
    for (KonturMethod method : values()) {
      List<String> wanted = List.of(method.template.split("/", -1));
      int ws = wanted.indexOf("{ws}");
      if (method.verb.equals(verb) && matches(wanted, found, ws)) {
        return Optional.of(new Called(method, ws < 0 ? null : found.get(ws)));
      }
    }
    return Optional.empty();
  }

  private static boolean matches(List<String> wanted, List<String> found, int ws) {
    if (wanted.size() != found.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (i != ws && !wanted.get(i).equals(found.get(i))) {
        return false;
      }
    }
    return true;
  }
}
