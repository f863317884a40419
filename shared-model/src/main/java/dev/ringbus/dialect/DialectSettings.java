package dev.ringbus.dialect;

import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Secret;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dialect knows of the integration that it works for.
 *
 * @param timeZone of times that the vendor gives without an offset
 * @param options plain options by name, with JSON values; an absent one has its default
 * @param secrets secret options by name, in the clear
 */
public record DialectSettings(
    IntegrationId integration,
    ZoneId timeZone,
    Map<String, @Nullable Object> options,
    Map<String, Secret> secrets) {

  public DialectSettings {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    secrets = Map.copyOf(secrets);
  }

  /** UTC and every option at its default. */
  public static DialectSettings defaults(IntegrationId integration) {
    return new DialectSettings(integration, ZoneOffset.UTC, Map.of(), Map.of());
  }
}
