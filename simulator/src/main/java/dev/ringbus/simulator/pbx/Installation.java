package dev.ringbus.simulator.pbx;

import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a PBX knows of the integration that it stands for.
 *
 * @param timeZone of the times that it gives
 * @param options of its dialect, as in {@code ringbus.yaml}
 * @param secrets the names of the dialect's secrets that it has
 */
public record Installation(
    IntegrationId integration,
    Platform platform,
    VendorClient client,
    ZoneId timeZone,
    Map<String, @Nullable Object> options,
    Set<String> secrets,
    Premises premises,
    Habits habits,
    Clock clock) {

  public Installation {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    secrets = Set.copyOf(secrets);
  }
}
