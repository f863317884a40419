package dev.ringbus.store.testkit;

import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.FinishedDelivery.CutOff;
import dev.ringbus.store.FinishedDelivery.Deferred;
import dev.ringbus.store.FinishedDelivery.Dropped;
import dev.ringbus.store.FinishedDelivery.Parked;
import dev.ringbus.store.FinishedDelivery.Postponed;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.FinishedDelivery.Unsettled;
import dev.ringbus.store.FinishedDelivery.Uploaded;
import dev.ringbus.store.Operations;
import dev.ringbus.store.UploadedFile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finishes one batch in memory: first each delivery, then what follows from them together. */
final class InMemoryFinishing {

  private final Contents contents;
  private final Map<StoredDelivery, FinishedDelivery> held = new LinkedHashMap<>();

  InMemoryFinishing(Contents contents) {
    this.contents = contents;
  }

  void finish(List<FinishedDelivery> finished) {
    for (FinishedDelivery one : finished) {
      contents
          .held(one.claimed())
          .ifPresent(delivery -> {
            end(delivery, one);
            held.put(delivery, one);
          });
    }
    held.forEach(this::remember);
    held.forEach(this::attach);
    held.forEach(this::drop);
    held.forEach(this::plan);
    held.forEach(this::planAttachment);
    held.forEach(this::makeRegistrationDue);
  }

  private void drop(StoredDelivery delivery, FinishedDelivery finished) {
    if (finished instanceof CutOff cutOff) {
      contents.drop(delivery.call, cutOff.end().crm(), cutOff.at(), cutOff.reason());
    }
  }

  private static void end(StoredDelivery delivery, FinishedDelivery finished) {
    switch (finished) {
      case Sent sent -> {
        delivery.attempts++;
        delivery.finish(DeliveryState.SENT, sent.at(), sent.remark());
      }
      case Uploaded uploaded -> {
        delivery.attempts++;
        delivery.finish(DeliveryState.SENT, uploaded.at(), uploaded.remark());
      }
      case Postponed postponed -> {
        delivery.attempts += postponed.isAttempt() ? 1 : 0;
        delivery.postpone(
            postponed.isAttempt() ? DeliveryState.WAITING : postponed.claimed().state(),
            postponed.until(),
            postponed.reason());
        delivery.replayed = !postponed.isAttempt() && postponed.claimed().replayed();
      }
      case Deferred deferred -> {
        delivery.attempts++;
        delivery.postpone(DeliveryState.WAITING, deferred.until(), deferred.reason());
        delivery.firstDueAt = delivery.dueAt;
      }
      case Unsettled unsettled -> {
        delivery.attempts++;
        delivery.postpone(DeliveryState.UNKNOWN, unsettled.until(), unsettled.reason());
        delivery.replayed = !unsettled.isSent() && unsettled.claimed().replayed();
      }
      case Parked parked -> {
        delivery.attempts++;
        delivery.finish(DeliveryState.PARKED, parked.at(), parked.reason());
      }
      case CutOff cutOff -> {
        delivery.attempts += cutOff.isAttempt() ? 1 : 0;
        delivery.finish(DeliveryState.DROPPED, cutOff.at(), cutOff.reason());
      }
      case Dropped dropped ->
          delivery.finish(DeliveryState.DROPPED, dropped.at(), dropped.reason());
    }
  }

  private void remember(StoredDelivery delivery, FinishedDelivery finished) {
    if (finished instanceof Sent sent && sent.communicationId() != null) {
      contents
          .call(delivery.call)
          .communicationIds
          .put(delivery.planned.crm(), sent.communicationId());
    }
    if (finished instanceof Uploaded uploaded) {
      files(delivery).put(uploaded.file().url(), uploaded.file());
    }
  }

  private void attach(StoredDelivery delivery, FinishedDelivery finished) {
    if (finished instanceof Sent sent) {
      Map<String, UploadedFile> files = files(delivery);
      sent.attached().forEach(url -> files.computeIfPresent(url, (_, file) -> attached(file)));
    }
  }

  private Map<String, UploadedFile> files(StoredDelivery delivery) {
    return contents.call(delivery.call).files(delivery.planned.crm());
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

  private void plan(StoredDelivery delivery, FinishedDelivery finished) {
    if (finished instanceof Sent sent) {
      contents.add(delivery.call, sent.next(), null);
    }
    if (finished instanceof Postponed postponed) {
      contents.add(delivery.call, postponed.next(), delivery);
    }
    if (finished instanceof CutOff cutOff) {
      contents.add(delivery.call, List.of(cutOff.end()), null);
    }
  }

  private void planAttachment(StoredDelivery delivery, FinishedDelivery finished) {
    if (finished instanceof Uploaded uploaded && isRegistered(delivery)) {
      contents.add(delivery.call, List.of(uploaded.attachment()), null);
    }
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

  private void makeRegistrationDue(StoredDelivery delivery, FinishedDelivery finished) {
    switch (finished) {
      case Sent sent -> makeRegistrationDue(delivery, sent.at());
      case Uploaded uploaded -> makeRegistrationDue(delivery, uploaded.at());
      case Parked parked -> makeRegistrationDue(delivery, parked.at());
      case Dropped dropped -> makeRegistrationDue(delivery, dropped.at());
      case Postponed _, Deferred _, Unsettled _, CutOff _ -> {}
    }
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
          .forEach(one -> one.fallsDue(at));
    }
  }
}
