package dev.ringbus.config;

import dev.ringbus.config.file.CrmEntry.Originate;
import dev.ringbus.config.file.CrmEntry.OriginateRequest;
import dev.ringbus.config.file.IntegrationEntry;
import dev.ringbus.config.yaml.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks how a CRM's calls reach the PBX: which one it is, and the request to it. */
final class Originations {

  private final Inspection inspection;
  private final Map<String, Setting<IntegrationEntry>> integrations;
  private final OriginateTemplates templates;

  /**
   * @param integrations the integrations that may be named
   */
  Originations(Inspection inspection, Map<String, Setting<IntegrationEntry>> integrations) {
    this.inspection = inspection;
    this.integrations = integrations;
    this.templates = new OriginateTemplates(inspection);
  }

  /** Adds what the workspace {@code crm} says of it. */
  void add(String crm, Originate entry, CrmParts parts) {
    inspection.reference(entry.integration(), "an integration", integrations.keySet());
    checkTied(crm, entry.integration());
    Map<String, @Nullable Object> originate = new LinkedHashMap<>();
    entry.integration().ifGiven(id -> originate.put("integration", id));
    entry
        .http()
        .ifGiven(request -> {
          templates.check(request, entry.http().place());
          originate.put("http", http(request));
          parts.secret("originatePassword", request.password());
          parts.secret("originateSecret", request.secret());
        });
    parts.set("originate", originate);
  }

  /**
   * The call that follows is known by what the PBX reports of it, to the CRM of its integration.
   */
  private void checkTied(String crm, Setting<String> integration) {
    Optional<Setting<IntegrationEntry>> named = integration.value().map(integrations::get);
    named
        .flatMap(Setting::value)
        .filter(entry -> !entry.crm().value().equals(Optional.of(crm)))
        .ifPresent(_ ->
            inspection.fault(
                integration.place(),
                "expected an integration with crm: "
                    + crm
                    + ", or the CRM never learns what becomes of its calls"));
  }

  private static Map<String, @Nullable Object> http(OriginateRequest request) {
    Map<String, @Nullable Object> http = new LinkedHashMap<>();
    request.method().ifGiven(method -> http.put("method", method));
    request.url().ifGiven(url -> http.put("url", url.text()));
    request.headers().ifGiven(headers -> http.put("headers", texts(headers)));
    request.body().ifGiven(body -> http.put("body", body));
    request.user().ifGiven(user -> http.put("user", user));
    return http;
  }

  private static Map<String, String> texts(Map<String, Setting<String>> settings) {
    Map<String, String> texts = new LinkedHashMap<>();
    settings.forEach((key, setting) -> setting.ifGiven(text -> texts.put(key, text)));
    return texts;
  }
}
