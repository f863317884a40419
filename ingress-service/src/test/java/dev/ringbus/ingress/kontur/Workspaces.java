package dev.ringbus.ingress.kontur;

import dev.ringbus.ingress.Connections;
import dev.ringbus.ingress.RawClient;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Crm;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workspaces of Kontur.CRM as they are configured, and what they send. */
public final class Workspaces {

  static final String KEY = "inbound-key-of-acme-0001";
  static final String OTHER_KEY = "inbound-key-of-other-0002";

  private static final Map<String, Object> ORIGINATE =
      Map.of("integration", "acme-mts", "http", Map.of("url", "https://pbx.example/{clientPhone}"));

  private Workspaces() {}

  /** One that can begin calls and one that cannot, one without system calls, and one broken. */
  public static List<ConfigResource> all() {
    return List.of(
        kontur("acme", KEY, Map.of("users", users(), "originate", ORIGINATE)),
        kontur("other", OTHER_KEY, Map.of("users", users())),
        kontur("silent", null, Map.of()),
        kontur("broken", KEY, Map.of("concurrency", "many")),
        new Crm(
            "old",
            "callevent",
            URI.create("https://crm.example"),
            digest(KEY),
            Map.of(),
            Map.of(),
            "v1"),
        Connections.integration("acme-mts", "mts", "key-of-acme-mts-0001").crm("acme").build(),
        Connections.integration("acme-ivr", "callinteractive", "key-of-acme-ivr-0001")
            .crm("acme")
            .build(),
        Connections.integration("acme-uis", "comagic", "key-of-acme-uis-0001").crm("acme").build(),
        Connections.integration("lone-mts", "mts", "key-of-lone-mts-0001").build());
  }

  private static Map<String, Object> users() {
    return Map.of("anna", "306", "boris", "307");
  }

  private static Crm kontur(String id, @Nullable String key, Map<String, Object> settings) {
    return new Crm(
        id,
        "kontur",
        URI.create("https://crm.kontur.ru"),
        key == null ? null : digest(key),
        new HashMap<>(settings),
        Map.of("apiKey", new SecretRef.Env("KONTUR_API_KEY")),
        "v1");
  }

  private static KeyDigest digest(String key) {
    return KeyDigest.of(key, "a salt".getBytes(StandardCharsets.UTF_8));
  }

  /** A request of the workspace acme, as the characters that are sent. */
  public static String post(String path, String body) {
    return request("POST", "/kontur/acme/" + KEY + "/" + path, "echo-1", body);
  }

  static String request(String method, String target, String echo, String body) {
    return """
    %s %s HTTP/1.1
    Host: hub
    X-XCOM-AccessKey: access-key-of-acme
    X-XCOM-Integration-Echo: %s
    Content-Type: application/json
    Content-Length: %d

    %s\
    """
        .formatted(method, target, echo, body.getBytes(StandardCharsets.ISO_8859_1).length, body);
  }

  static @Nullable String echo(RawClient.Response response) {
    return response.headers().get("x-xcom-integration-echo");
  }
}
