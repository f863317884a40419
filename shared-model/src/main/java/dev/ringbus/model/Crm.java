package dev.ringbus.model;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CRM workspace.
 *
 * @param type {@code kontur} or {@code callevent}
 * @param settings what its type takes, with JSON values
 * @param secrets its secret settings
 */
public record Crm(
    String id,
    String type,
    URI baseUrl,
    Map<String, @Nullable Object> settings,
    Map<String, SecretRef> secrets,
    String version)
    implements ConfigResource {

  public Crm {
    settings = Map.copyOf(settings);
    secrets = Map.copyOf(secrets);
  }

  @Override
  public String key() {
    return "crm/" + id;
  }
}
