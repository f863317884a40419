package dev.ringbus.crmsync.assembly;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.crm.kontur.KonturSettings;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import java.time.Duration;
import java.util.Optional;

/**
 * The CRM workspace that an integration's calls are delivered to.
 *
 * @param crm the resource's id
 * @param staleAfter how long a live notice is worth sending
 */
record Workspace(String crm, Duration staleAfter) {

  private static final Duration STALE_AFTER = Duration.ofSeconds(60);

  /** Empty without a CRM, and with one that is not told about calls. */
  static Optional<Workspace> of(Integration integration, Configuration configuration) {
    return Optional.ofNullable(integration.crm())
        .flatMap(configuration::crm)
        .filter(crm -> crm.type().equals(KonturSettings.TYPE))
        .map(crm -> new Workspace(crm.id(), staleAfter(crm)));
  }

  /** Faulty settings are the delivery's to report; meanwhile nothing is left out. */
  private static Duration staleAfter(Crm crm) {
    try {
      return KonturSettings.of(crm).staleAfter();
    } catch (InvalidCrm _) {
      return STALE_AFTER;
    }
  }
}
