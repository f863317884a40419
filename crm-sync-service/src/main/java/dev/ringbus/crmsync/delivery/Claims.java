package dev.ringbus.crmsync.delivery;

import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Claims what is due in one lane of a workspace: when there may be something, one claim after the
 * other, and with a pause between them, so that what comes meanwhile is claimed together. Used on
 * its owner's worker alone.
 */
final class Claims {

  private static final Logger log = LoggerFactory.getLogger(Claims.class);

  /** Who gets the claims. */
  interface Owner {

    /** Claimed; perhaps nothing. */
    void claimed(List<ClaimedDelivery> claims);

    /** It may be claimed again at that time. */
    void lookAt(Instant at);
  }

  private final String crm;
  private final Lane lane;
  private final Outbox outbox;
  private final Duration lease;
  private final Duration pause;
  private final Duration pauseAfterFailure;
  private final Scheduler.Worker worker;
  private final Clock clock;
  private final Owner owner;

  private boolean hasFailed;
  private boolean isClaiming;
  private boolean wanted = true;
  private Instant notBefore = Instant.MIN;

  /**
   * @param pause from the beginning of a claim to that of the next
   */
  Claims(
      String crm,
      Lane lane,
      Outbox outbox,
      DeliverySettings settings,
      Duration pause,
      Scheduler.Worker worker,
      Clock clock,
      Owner owner) {
    this.crm = crm;
    this.lane = lane;
    this.outbox = outbox;
    this.lease = settings.lease();
    this.pause = pause;
    this.pauseAfterFailure = settings.lookEvery();
    this.worker = worker;
    this.clock = clock;
    this.owner = owner;
  }

  /** There may be something to claim. */
  void want() {
    wanted = true;
  }

  /** Whether one is under way. */
  boolean isClaiming() {
    return isClaiming;
  }

  /** Claims so many at most, if there may be something, and as soon as it may. */
  void claim(int limit) {
    if (!wanted || isClaiming || limit <= 0) {
      return;
    }
    Instant now = clock.instant();
    if (now.isBefore(notBefore)) {
      owner.lookAt(notBefore);
      return;
    }
    wanted = false;
    isClaiming = true;
    notBefore = now.plus(pause);
    outbox
        .claim(crm, lane, limit, now, lease)
        .defaultIfEmpty(List.of())
        .subscribe(
            claims -> worker.schedule(() -> claimed(claims, limit)),
            e -> worker.schedule(() -> failed(e)));
  }

  private void claimed(List<ClaimedDelivery> claims, int limit) {
    if (hasFailed) {
      log.info("Deliveries to {} are claimed again", crm);
    }
    hasFailed = false;
    isClaiming = false;
    if (claims.size() >= limit) {
      wanted = true;
    }
    owner.claimed(claims);
  }

  private void failed(Throwable cause) {
    if (!hasFailed) {
      log.warn("Deliveries to {} cannot be claimed: {}", crm, cause.toString());
    }
    hasFailed = true;
    isClaiming = false;
    wanted = true;
    notBefore = clock.instant().plus(pauseAfterFailure);
    owner.lookAt(notBefore);
  }
}
