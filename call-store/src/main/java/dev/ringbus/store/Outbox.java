package dev.ringbus.store;

import dev.ringbus.model.CallKey;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * What CRMs are still to be told. A delivery is claimed for a while (that is the intent), sent, and
 * finished. Whatever is claimed when a process dies can be claimed again when its time is up;
 * nobody knows whether it had been sent, so an {@link Operations#settled operation whose repetition
 * would show} is then {@link DeliveryState#UNKNOWN}, and any other waiting again. All fail with
 * {@link StoreUnavailable}.
 *
 * <p>A delivery that waits, is being sent or is unknown is <em>open</em>, and those behind it in
 * its lane wait for it. One that was sent, parked or dropped holds up nobody.
 */
public interface Outbox {

  /**
   * Claims what is due in one lane, the longest due first: of each call the first that is open, and
   * no other until that one is finished. The claim holds until {@code now + lease}; several
   * instances never hold the same.
   *
   * @param lane recordings are claimed apart: however many wait, a notice need not wait for them
   */
  Mono<List<ClaimedDelivery>> claim(String crm, Lane lane, int limit, Instant now, Duration lease);

  /**
   * Holds claims for longer, of deliveries that take their time: a recording may take minutes. One
   * that was lost meanwhile stays lost.
   */
  Mono<Void> extend(List<ClaimedDelivery> claims, Instant until);

  /**
   * Finishes claims, all in one transaction. A claim that was lost meanwhile (its time was up and
   * another instance holds it) is left alone.
   *
   * <p>When the last open {@link Operations#UPLOAD} of a call is finished for good, its {@link
   * Operations#REGISTER_CALL} falls due, if it has not been tried yet.
   */
  Mono<Void> finish(List<FinishedDelivery> finished);

  /**
   * Tells a workspace nothing more of a call, which need not be known yet: whatever is open of it
   * is dropped, and a claim on it is lost.
   *
   * @param end remembered as dropped, so that {@link CallHistory#planned} shows that there is an
   *     end
   * @param reason for people
   */
  Mono<Void> cutOff(CallKey call, PlannedDelivery end, Instant at, String reason);

  /**
   * Remembers that a workspace was told something of a call by another way; neither need be known
   * yet. The delivery of that name counts as sent, a claim on it is lost, and it is never planned
   * again. One that is over is left as it is.
   *
   * @param communicationId the workspace's id of the call
   * @param remark for people
   */
  Mono<Void> told(
      CallKey call, PlannedDelivery delivery, Instant at, String communicationId, String remark);

  /** Makes a delivery due of which no attempt has been made, if there is one of that name. */
  Mono<Void> makeDue(CallKey call, String crm, String name, Instant at);

  /**
   * When the next delivery of this workspace and lane can be claimed, also one whose claim runs
   * out; empty if there is none. A call's delivery behind an open one does not count.
   */
  Mono<Optional<Instant>> nextDue(String crm, Lane lane);

  /**
   * Makes all that waits after an attempt, is unknown or is parked due at once, with no attempts
   * behind it; what is unknown stays so. What was planned for later, such as a registration that
   * waits for recordings, is left to its time. How many there were.
   */
  Mono<Long> resume(String crm, Instant now);
}
