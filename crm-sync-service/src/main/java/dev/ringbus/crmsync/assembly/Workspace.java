package dev.ringbus.crmsync.assembly;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.crm.callevent.CallEventSettings;
import dev.ringbus.crm.kontur.KonturSettings;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The CRM workspace that an integration's calls are delivered to.
 *
 * @param crm the resource's id
 * @param staleAfter how long a live notice is worth sending
 */
record Workspace(String crm, Tells tells, Duration staleAfter) {

  private static final Duration STALE_AFTER = Duration.ofSeconds(60);

  /** What a CRM is told of a call. */
  enum Tells {
    /** How its legs come and go; and when it is over, the whole of it. */
    PROGRESS,
    /** Each event. */
    EVENTS
  }

  /** Empty without a CRM, and with one that is not told about calls. */
  static Optional<Workspace> of(Integration integration, Configuration configuration) {
    return Optional.ofNullable(integration.crm()).flatMap(crm -> of(crm, configuration));
  }

  /** Empty if it is configured no more, and if it is not told about calls. */
  static Optional<Workspace> of(String crm, Configuration configuration) {
    return configuration.crm(crm).flatMap(Workspace::of);
  }

  private static Optional<Workspace> of(Crm crm) {
    return switch (crm.type()) {
      case KonturSettings.TYPE ->
          workspace(crm, Tells.PROGRESS, () -> KonturSettings.of(crm).staleAfter());
      case CallEventSettings.TYPE ->
          workspace(crm, Tells.EVENTS, () -> CallEventSettings.of(crm).staleAfter());
      default -> Optional.empty();
    };
  }

  /** Faulty settings are the delivery's to report; meanwhile nothing is left out. */
  private static Optional<Workspace> workspace(
      Crm crm, Tells tells, Supplier<Duration> staleAfter) {
    try {
      return Optional.of(new Workspace(crm.id(), tells, staleAfter.get()));
    } catch (InvalidCrm _) {
      return Optional.of(new Workspace(crm.id(), tells, STALE_AFTER));
    }
  }
}
