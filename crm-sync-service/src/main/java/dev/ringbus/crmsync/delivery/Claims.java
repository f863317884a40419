package dev.ringbus.crmsync.delivery;

import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims what is due in one lane of a workspace: when there may be something, one claim after the
 * other, and with a pause between them, so that what comes meanwhile is claimed together. Used on
 * its owner's loop alone.
 */
final class Claims {

  private static final Logger log = LoggerFactory.getLogger(Claims.class);

  private final String crm;
  private final Lane lane;
  private final Outbox outbox;
  private final Duration lease;
  private final Duration pause;
  private final Duration pauseAfterFailure;
  private final Loop loop;
  private final Clock clock;
  private final Consumer<List<ClaimedDelivery>> taker;
  private final Alarm alarm;

  private boolean hasFailed;
  private boolean isClaiming;
  private boolean wanted = true;
  private Instant notBefore = Instant.MIN;

  /**
   * @param pause from the beginning of a claim to that of the next
   * @param taker of each claim; it may hold nothing
   * @param alarm set to when it may be claimed again
   */
  Claims(
      String crm,
      Lane lane,
      Outbox outbox,
      DeliverySettings settings,
      Duration pause,
      Loop loop,
      Clock clock,
      Consumer<List<ClaimedDelivery>> taker,
      Alarm alarm) {
    this.crm = crm;
    this.lane = lane;
    this.outbox = outbox;
    this.lease = settings.lease();
    this.pause = pause;
    this.pauseAfterFailure = settings.lookEvery();
    this.loop = loop;
    this.clock = clock;
    this.taker = taker;
    this.alarm = alarm;
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
      alarm.set(notBefore);
      return;
    }
    wanted = false;
    isClaiming = true;
    notBefore = now.plus(pause);
    outbox
        .claim(crm, lane, limit, now, lease)
        .defaultIfEmpty(List.of())
        .subscribe(
            claims -> loop.run(() -> claimed(claims, limit)), e -> loop.run(() -> failed(e)));
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
    taker.accept(claims);
  }

  private void failed(Throwable cause) {
    if (!hasFailed) {
      log.warn("Deliveries to {} cannot be claimed: {}", crm, cause.toString());
    }
    hasFailed = true;
    isClaiming = false;
    wanted = true;
    notBefore = clock.instant().plus(pauseAfterFailure);
    alarm.set(notBefore);
  }
}
