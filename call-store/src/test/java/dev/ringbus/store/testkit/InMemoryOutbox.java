package dev.ringbus.store.testkit;

import dev.ringbus.model.CallKey;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.Operations;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** An outbox in contents. */
final class InMemoryOutbox implements Outbox {

  private final Contents contents;

  InMemoryOutbox(Contents contents) {
    this.contents = contents;
  }

  @Override
  public Mono<List<ClaimedDelivery>> claim(
      String crm, Lane lane, int limit, Instant now, Duration lease) {
    return contents.with(() ->
        contents
            .heads(crm, lane)
            .filter(delivery -> !delivery.dueAt.isAfter(Contents.micros(now)))
            .sorted(
                Comparator.comparing((StoredDelivery delivery) -> delivery.dueAt)
                    .thenComparingLong(delivery -> delivery.id))
            .limit(limit)
            .map(delivery -> claim(delivery, now.plus(lease)))
            .toList());
  }

  private ClaimedDelivery claim(StoredDelivery delivery, Instant until) {
    DeliveryState found = delivery.state;
    if (found == DeliveryState.SENDING) {
      delivery.attempts++;
      found =
          Operations.settled(delivery.planned.operation())
              ? DeliveryState.UNKNOWN
              : DeliveryState.WAITING;
    }
    PlannedDelivery planned = delivery.planned;
    StoredCall call = contents.call(delivery.call);
    ClaimedDelivery claimed =
        new ClaimedDelivery(
            delivery.id,
            ++delivery.claim,
            planned.crm(),
            delivery.call,
            call.call,
            call.communicationIds.get(planned.crm()),
            new PlannedDelivery(
                planned.crm(),
                planned.name(),
                planned.lane(),
                planned.operation(),
                planned.payload(),
                delivery.dueAt,
                planned.staleAt()),
            delivery.attempts,
            found,
            delivery.replayed,
            delivery.createdAt,
            call.files(planned.crm()).values().stream()
                .sorted(
                    Comparator.comparing(UploadedFile::uploadedAt).thenComparing(UploadedFile::url))
                .toList());
    delivery.state = DeliveryState.SENDING;
    delivery.replayed = false;
    delivery.dueAt = Contents.micros(until);
    return claimed;
  }

  @Override
  public Mono<Void> extend(List<ClaimedDelivery> claims, Instant until) {
    return contents
        .with(() -> {
          for (ClaimedDelivery claim : claims) {
            contents.held(claim).ifPresent(delivery -> delivery.dueAt = Contents.micros(until));
          }
          return claims;
        })
        .then();
  }

  @Override
  public Mono<Void> finish(List<FinishedDelivery> finished) {
    return contents
        .with(() -> {
          new InMemoryFinishing(contents).finish(finished);
          return finished;
        })
        .then();
  }

  @Override
  public Mono<Void> cutOff(CallKey call, PlannedDelivery end, Instant at, String reason) {
    return contents
        .with(() -> {
          contents.cutOff(call, end, at, reason);
          return call;
        })
        .then();
  }

  @Override
  public Mono<Void> told(
      CallKey call, PlannedDelivery delivery, Instant at, String communicationId, String remark) {
    return contents
        .with(() -> {
          contents.call(call).communicationIds.put(delivery.crm(), communicationId);
          contents.add(call, List.of(delivery), null);
          named(call, delivery.crm(), delivery.name())
              .filter(StoredDelivery::isOpen)
              .ifPresent(one -> one.finish(DeliveryState.SENT, at, remark));
          return call;
        })
        .then();
  }

  @Override
  public Mono<Void> makeDue(CallKey call, String crm, String name, Instant at) {
    return contents
        .with(() -> {
          named(call, crm, name)
              .filter(one -> one.state == DeliveryState.WAITING && one.attempts == 0)
              .filter(one -> one.dueAt.isAfter(at))
              .ifPresent(one -> one.fallsDue(at));
          return call;
        })
        .then();
  }

  private Optional<StoredDelivery> named(CallKey call, String crm, String name) {
    String key = PlannedDelivery.key(crm, name);
    return contents.of(call).filter(one -> one.planned.key().equals(key)).findFirst();
  }

  @Override
  public Mono<Optional<Instant>> nextDue(String crm, Lane lane) {
    return contents.with(() ->
        contents.heads(crm, lane).map(delivery -> delivery.dueAt).min(Comparator.naturalOrder()));
  }

  @Override
  public Mono<Long> resume(String crm, Instant now) {
    return contents.with(() ->
        contents.deliveries.stream()
            .filter(delivery -> delivery.planned.crm().equals(crm))
            .filter(delivery -> isHeldBack(delivery, now))
            .peek(delivery -> resume(delivery, now))
            .count());
  }

  private static boolean isHeldBack(StoredDelivery delivery, Instant now) {
    return switch (delivery.state) {
      case PARKED -> true;
      case WAITING -> delivery.dueAt.isAfter(now) && delivery.attempts > 0;
      case UNKNOWN -> delivery.dueAt.isAfter(now);
      case SENDING, SENT, DROPPED -> false;
    };
  }

  private static void resume(StoredDelivery delivery, Instant now) {
    delivery.revive(now);
    delivery.state =
        delivery.state == DeliveryState.PARKED ? DeliveryState.WAITING : delivery.state;
  }
}
