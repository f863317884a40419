package dev.ringbus.crmsync.delivery;

import dev.ringbus.model.CallKey;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** An outbox whose results can get lost, or cannot be written. */
final class UnreliableOutbox implements Outbox {

  private final Outbox outbox;
  private Predicate<FinishedDelivery> lost = _ -> false;
  private boolean refuses;
  private boolean refusesExtensions;
  int refused;

  UnreliableOutbox(Outbox outbox) {
    this.outbox = outbox;
  }

  /** As if the process had died before it wrote them. */
  void loses(Predicate<FinishedDelivery> which) {
    lost = which;
  }

  void refusesResults() {
    refuses = true;
  }

  void refusesExtensions() {
    refusesExtensions = true;
  }

  void takesResults() {
    refuses = false;
  }

  @Override
  public Mono<Void> finish(List<FinishedDelivery> finished) {
    return Mono.defer(() -> {
      if (refuses) {
        refused++;
        return Mono.error(new StoreUnavailable("away", null));
      }
      return outbox.finish(finished.stream().filter(lost.negate()).toList());
    });
  }

  @Override
  public Mono<List<ClaimedDelivery>> claim(
      String crm, Lane lane, int limit, Instant now, Duration lease) {
    return outbox.claim(crm, lane, limit, now, lease);
  }

  @Override
  public Mono<Void> extend(List<ClaimedDelivery> claims, Instant until) {
    return refusesExtensions
        ? Mono.error(new StoreUnavailable("away", null))
        : outbox.extend(claims, until);
  }

  @Override
  public Mono<Void> told(
      CallKey call, PlannedDelivery delivery, Instant at, String communicationId, String remark) {
    return outbox.told(call, delivery, at, communicationId, remark);
  }

  @Override
  public Mono<Void> makeDue(CallKey call, String crm, String name, Instant at) {
    return outbox.makeDue(call, crm, name, at);
  }

  @Override
  public Mono<Void> cutOff(CallKey call, PlannedDelivery end, Instant at, String reason) {
    return outbox.cutOff(call, end, at, reason);
  }

  @Override
  public Mono<Optional<Instant>> nextDue(String crm, Lane lane) {
    return outbox.nextDue(crm, lane);
  }

  @Override
  public Mono<Long> resume(String crm, Instant now) {
    return outbox.resume(crm, now);
  }
}
