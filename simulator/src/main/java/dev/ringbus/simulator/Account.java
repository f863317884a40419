package dev.ringbus.simulator;

import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.model.Integration;
import dev.ringbus.model.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An integration whose PBX is to be simulated, with its secrets in the clear.
 *
 * @param key that its requests carry; absent where they are signed
 * @param secrets the dialect's secret options
 */
public record Account(Integration integration, @Nullable Secret key, Map<String, Secret> secrets) {

  public Account {
    secrets = Map.copyOf(secrets);
  }

  DialectSettings dialectSettings() {
    return new DialectSettings(
        integration.id(), integration.timeZone(), integration.options(), secrets);
  }
}
