package dev.ringbus.simulator.kontur;

import dev.ringbus.simulator.kontur.KonturSettings.IntegrationSecret;
import dev.ringbus.simulator.web.WebAnswer.Response;
import dev.ringbus.simulator.web.WebRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives access keys for the API key of a private integration, or API key and secret of a public.
 */
final class Authorization {

  static final String PRIVATE = "authorize-private-integration";
  static final String PUBLIC = "authorize-integration";

  private static final String API_KEY = "X-XCOM-Integration-ApiKey";
  private static final String SECRET = "X-XCOM-Integration-Secret";

  private final KonturSettings settings;
  private final AccessKeys keys;

  Authorization(KonturSettings settings, AccessKeys keys) {
    this.settings = settings;
    this.keys = keys;
  }

  Response asPrivate(WebRequest request) {
    return hasApiKey(request) && settings.secret().isEmpty()
        ? given()
        : Replies.conflict("notInstalled", "Integration not installed");
  }

  Response asPublic(WebRequest request) {
    Optional<String> expected = settings.secret().map(Authorization::header);
    return hasApiKey(request) && expected.isPresent() && request.header(SECRET).equals(expected)
        ? given()
        : Replies.unauthorized();
  }

  private boolean hasApiKey(WebRequest request) {
    return request.header(API_KEY).equals(Optional.of(settings.apiKey().value()));
  }

  private static String header(IntegrationSecret secret) {
    return secret.name() + "=" + secret.value().value();
  }

  private Response given() {
    Map<String, @Nullable Object> instance = new LinkedHashMap<>();
    instance.put("features", Map.of("call", true, "hangup", true, "sendSms", false));
    instance.put("status", "active");
    instance.put("secrets", Map.of());
    instance.put("settings", Map.of());
    instance.put("webHooks", List.of());
    instance.put("id", "5f0c2d51-0000-4000-8000-000000000001");
    Map<String, @Nullable Object> workspace = new LinkedHashMap<>();
    workspace.put("id", "5f0c2d51-0000-4000-8000-000000000000");
    workspace.put("name", settings.workspace());
    workspace.put("title", "Simulated workspace " + settings.workspace());
    workspace.put("updateInfo", Map.of("version", 1));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("workspace", workspace);
    body.put("integrationInstance", instance);
    body.put("accessKey", keys.give());
    return Replies.json(200, body);
  }
}
