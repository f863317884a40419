package dev.ringbus.config;

import dev.ringbus.config.file.CrmEntry;
import dev.ringbus.config.file.CrmEntry.CallEvent;
import dev.ringbus.config.file.CrmEntry.Kontur;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretRef;
import dev.ringbus.wire.Durations;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks CRM workspaces. They are stored for the version that delivers to them. */
final class Crms {

  private final Inspection inspection;
  private final Set<String> integrations;

  /**
   * @param integrations the ids that {@code originate} may name
   */
  Crms(Inspection inspection, Set<String> integrations) {
    this.inspection = inspection;
    this.integrations = integrations;
  }

  List<Crm> of(Map<String, Setting<CrmEntry>> entries) {
    return entries.entrySet().stream()
        .flatMap(entry -> crm(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  private Optional<Crm> crm(String id, Setting<CrmEntry> setting) {
    Optional<Crm> crm =
        setting
            .value()
            .flatMap(entry ->
                switch (entry) {
                  case Kontur kontur -> kontur(id, kontur);
                  case CallEvent callEvent -> callEvent(id, callEvent);
                });
    crm.ifPresent(_ ->
        inspection.notice(setting.place(), "stored; this version does not deliver to CRMs yet"));
    return crm;
  }

  private Optional<Crm> kontur(String id, Kontur entry) {
    Map<String, SecretRef> secrets = new TreeMap<>();
    Map<String, @Nullable Object> settings = new TreeMap<>();
    secret("apiKey", entry.apiKey(), secrets);
    entry
        .secret()
        .ifGiven(secret -> {
          secret.name().ifGiven(name -> settings.put("secretName", name));
          secret("secret", secret.value(), secrets);
        });
    secret("inboundKey", entry.inboundKey(), secrets)
        .ifPresent(
            ref -> inspection.strong(inspection.secrets().find(ref), entry.inboundKey().place()));
    entry.users().ifGiven(users -> settings.put("users", texts(users)));
    entry.originate().ifGiven(originate -> settings.put("originate", originate(originate)));
    return crm(id, "kontur", entry.baseUrl(), settings, secrets);
  }

  private Optional<Crm> callEvent(String id, CallEvent entry) {
    Map<String, SecretRef> secrets = new TreeMap<>();
    Map<String, @Nullable Object> settings = new TreeMap<>();
    entry.user().ifGiven(user -> settings.put("user", user));
    secret("password", entry.password(), secrets);
    entry.every().ifGiven(every -> settings.put("every", Durations.write(every)));
    return crm(id, "callevent", entry.baseUrl(), settings, secrets);
  }

  private static Optional<Crm> crm(
      String id,
      String type,
      Setting<URI> baseUrl,
      Map<String, @Nullable Object> settings,
      Map<String, SecretRef> secrets) {
    return baseUrl
        .value()
        .map(url ->
            Versions.stamp(version -> new Crm(id, type, url, null, settings, secrets, version)));
  }

  private Optional<SecretRef> secret(
      String name, Setting<SecretRef> setting, Map<String, SecretRef> secrets) {
    setting.ifGiven(ref -> {
      secrets.put(name, ref);
      inspection.secret(ref, setting.place());
    });
    return setting.value();
  }

  private static Map<String, String> texts(Map<String, Setting<String>> settings) {
    Map<String, String> texts = new TreeMap<>();
    settings.forEach((key, setting) -> setting.ifGiven(text -> texts.put(key, text)));
    return texts;
  }

  private Map<String, @Nullable Object> originate(CrmEntry.Originate entry) {
    inspection.reference(entry.integration(), "an integration", integrations);
    Map<String, @Nullable Object> originate = new LinkedHashMap<>();
    entry.integration().ifGiven(id -> originate.put("integration", id));
    entry
        .http()
        .ifGiven(request -> {
          Map<String, @Nullable Object> http = new LinkedHashMap<>();
          request.method().ifGiven(method -> http.put("method", method));
          request.url().ifGiven(url -> http.put("url", url.text()));
          request.body().ifGiven(body -> http.put("body", body));
          originate.put("http", http);
        });
    return originate;
  }
}
