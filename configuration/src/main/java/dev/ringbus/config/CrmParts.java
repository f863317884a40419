package dev.ringbus.config;

import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.Crm;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a workspace is put together from while its entry is read. */
final class CrmParts {

  private final Inspection inspection;
  private final TreeMap<String, @Nullable Object> settings = new TreeMap<>();
  private final TreeMap<String, SecretRef> references = new TreeMap<>();
  private final TreeMap<String, Secret> secrets = new TreeMap<>();

  CrmParts(Inspection inspection) {
    this.inspection = inspection;
  }

  void set(String name, Object value) {
    settings.put(name, value);
  }

  void set(String name, Setting<?> setting) {
    setting.ifGiven(value -> set(name, value));
  }

  /** Takes a secret, or reports that it is not found. */
  void secret(String name, Setting<SecretRef> setting) {
    setting.ifGiven(ref -> {
      references.put(name, ref);
      inspection.secret(ref, setting.place()).ifPresent(secret -> secrets.put(name, secret));
    });
  }

  /** The workspace, if its address was readable. */
  Optional<Workspace> workspace(
      String id,
      String type,
      Setting<URI> baseUrl,
      Optional<Secret> key,
      @Nullable KeyDigest digest) {
    return baseUrl
        .value()
        .map(url ->
            new Workspace(
                Versions.stamp(
                    version -> new Crm(id, type, url, digest, settings, references, version)),
                key,
                secrets));
  }
}
