package dev.ringbus.config;

import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.model.Integration;
import dev.ringbus.model.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * An integration with its credentials in the clear, for who calls it: the simulator, and the lines
 * to paste that a start prints. It never leaves the process, and does not print them.
 *
 * @param key absent where the dialect verifies requests by itself
 * @param secrets the dialect's secret options
 */
public record Account(Integration integration, Optional<Secret> key, Map<String, Secret> secrets) {

  public Account {
    secrets = Map.copyOf(secrets);
  }

  /** What the integration's dialect is made with. */
  public DialectSettings settings() {
    return new DialectSettings(
        integration.id(), integration.timeZone(), integration.options(), secrets);
  }
}
