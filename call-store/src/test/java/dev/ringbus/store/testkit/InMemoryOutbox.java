package dev.ringbus.store.testkit;

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
import java.util.Map;
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
            delivery.createdAt,
            List.copyOf(call.files(planned.crm()).values()));
    delivery.state = DeliveryState.SENDING;
    delivery.dueAt = Contents.micros(until);
    return claimed;
  }

  @Override
  public Mono<Void> extend(List<ClaimedDelivery> claims, Instant until) {
    return contents
        .with(() -> {
          for (ClaimedDelivery claim : claims) {
            held(claim).ifPresent(delivery -> delivery.dueAt = Contents.micros(until));
          }
          return claims;
        })
        .then();
  }

  private Optional<StoredDelivery> held(ClaimedDelivery claim) {
    return contents.deliveries.stream()
        .filter(delivery -> delivery.id == claim.id())
        .filter(delivery -> delivery.isBeingSent() && delivery.claim == claim.claim())
        .findFirst();
  }

  @Override
  public Mono<Void> finish(List<FinishedDelivery> finished) {
    return contents
        .with(() -> {
          finished.forEach(this::finish);
          return finished;
        })
        .then();
  }

  private void finish(FinishedDelivery finished) {
    held(finished.claimed()).ifPresent(delivery -> finish(delivery, finished));
  }

  private void finish(StoredDelivery delivery, FinishedDelivery finished) {
    switch (finished) {
      case FinishedDelivery.Sent sent -> {
        delivery.attempts++;
        delivery.finish(DeliveryState.SENT, sent.at(), sent.remark());
        remember(delivery, sent);
        contents.add(delivery.call, sent.next(), null);
        makeRegistrationDue(delivery, sent.at());
      }
      case FinishedDelivery.Uploaded uploaded -> {
        delivery.attempts++;
        delivery.finish(DeliveryState.SENT, uploaded.at(), uploaded.remark());
        files(delivery).put(uploaded.file().url(), uploaded.file());
        if (isRegistered(delivery)) {
          contents.add(delivery.call, List.of(uploaded.attachment()), null);
        }
        makeRegistrationDue(delivery, uploaded.at());
      }
      case FinishedDelivery.Postponed postponed -> {
        delivery.attempts += postponed.isAttempt() ? 1 : 0;
        delivery.postpone(
            postponed.isAttempt() ? DeliveryState.WAITING : postponed.claimed().state(),
            postponed.until(),
            postponed.reason());
        contents.add(delivery.call, postponed.next(), delivery);
      }
      case FinishedDelivery.Unsettled unsettled -> {
        delivery.attempts++;
        delivery.postpone(DeliveryState.UNKNOWN, unsettled.until(), unsettled.reason());
      }
      case FinishedDelivery.Parked parked -> {
        delivery.attempts++;
        delivery.finish(DeliveryState.PARKED, parked.at(), parked.reason());
        makeRegistrationDue(delivery, parked.at());
      }
      case FinishedDelivery.Dropped dropped -> {
        delivery.finish(DeliveryState.DROPPED, dropped.at(), dropped.reason());
        makeRegistrationDue(delivery, dropped.at());
      }
    }
  }

  private void remember(StoredDelivery delivery, FinishedDelivery.Sent sent) {
    if (sent.communicationId() != null) {
      contents
          .call(delivery.call)
          .communicationIds
          .put(delivery.planned.crm(), sent.communicationId());
    }
    sent.attached()
        .forEach(url -> files(delivery).computeIfPresent(url, (_, file) -> attached(file)));
  }

  private Map<String, UploadedFile> files(StoredDelivery delivery) {
    return contents.call(delivery.call).files(delivery.planned.crm());
  }

  /** Or perhaps registered: its registration went without the file that was uploaded now. */
  private boolean isRegistered(StoredDelivery uploaded) {
    return contents
        .of(uploaded.call)
        .filter(delivery -> delivery.planned.crm().equals(uploaded.planned.crm()))
        .filter(delivery -> delivery.planned.operation().equals(Operations.REGISTER_CALL))
        .anyMatch(delivery ->
            switch (delivery.state) {
              case SENDING, UNKNOWN, SENT -> true;
              case WAITING, PARKED, DROPPED -> false;
            });
  }

  private static UploadedFile attached(UploadedFile file) {
    return new UploadedFile(
        file.url(),
        file.fileId(),
        file.name(),
        file.contentType(),
        file.length(),
        file.legId(),
        file.uploadedAt(),
        true);
  }

  private void makeRegistrationDue(StoredDelivery finished, Instant at) {
    if (!finished.planned.operation().equals(Operations.UPLOAD)) {
      return;
    }
    String crm = finished.planned.crm();
    List<StoredDelivery> open =
        contents
            .of(finished.call)
            .filter(delivery -> delivery.isOpen() && delivery.planned.crm().equals(crm))
            .toList();
    if (open.stream().noneMatch(one -> one.planned.operation().equals(Operations.UPLOAD))) {
      open.stream()
          .filter(one -> one.planned.operation().equals(Operations.REGISTER_CALL))
          .filter(one -> one.state == DeliveryState.WAITING && one.attempts == 0)
          .filter(one -> one.dueAt.isAfter(at))
          .forEach(one -> one.dueAt = Contents.micros(at));
    }
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
      case WAITING, UNKNOWN -> delivery.dueAt.isAfter(now);
      case SENDING, SENT, DROPPED -> false;
    };
  }

  private static void resume(StoredDelivery delivery, Instant now) {
    delivery.state =
        delivery.state == DeliveryState.PARKED ? DeliveryState.WAITING : delivery.state;
    delivery.dueAt = Contents.micros(now);
    delivery.attempts = 0;
    delivery.finishedAt = null;
  }
}
