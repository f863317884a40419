package dev.ringbus.config;

import dev.ringbus.model.Crm;
import dev.ringbus.model.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * A CRM workspace with its credentials in the clear, for who stands in for it: the simulator, and
 * the lines to paste that a start prints. It never leaves the process, and does not print them.
 *
 * @param inboundKey of its system calls; absent where they are refused
 * @param secrets by the names that they have in {@link Crm#secrets}
 */
public record Workspace(Crm crm, Optional<Secret> inboundKey, Map<String, Secret> secrets) {

  public Workspace {
    secrets = Map.copyOf(secrets);
  }
}
