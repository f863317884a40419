package dev.ringbus.store.postgres;

import dev.ringbus.store.FinishedDelivery.CutOff;
import dev.ringbus.store.FinishedDelivery.Deferred;
import dev.ringbus.store.FinishedDelivery.Dropped;
import dev.ringbus.store.FinishedDelivery.Parked;
import dev.ringbus.store.FinishedDelivery.Postponed;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.FinishedDelivery.Unsettled;
import dev.ringbus.store.FinishedDelivery.Uploaded;
import dev.ringbus.store.Operations;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import dev.ringbus.store.postgres.DeliveryEnds.End;
import dev.ringbus.store.postgres.DeliveryRows.LaneKey;
import dev.ringbus.store.postgres.DeliveryRows.NewDelivery;
import dev.ringbus.store.postgres.WorkspaceCallRows.FileKey;
import dev.ringbus.store.postgres.WorkspaceCallRows.WorkspaceCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What follows from deliveries that were finished: what is learned of the call, further deliveries,
 * a registration that need not wait any longer, and whose turn it is now. Whoever applies it holds
 * the locks of the calls.
 */
final class Consequences {

  /** Locks the registrations, so that none of them is claimed while this is decided. */
  static final String REGISTERED =
      """
      SELECT d.call, d.crm, d.state IN ('sending', 'unknown', 'sent') AS gone
      FROM unnest($1::bigint[], $2::text[]) AS u (call, crm)
      JOIN deliveries d ON d.call = u.call AND d.crm = u.crm
      WHERE d.operation = 'register-call'
      ORDER BY d.id FOR UPDATE OF d
      """;

  static final String REGISTRATIONS_DUE =
      """
      UPDATE deliveries r SET due_at = u.at, first_due_at = least(r.first_due_at, u.at)
      FROM unnest($1::bigint[], $2::text[], $3::timestamptz[]) AS u (call, crm, at)
      WHERE r.call = u.call AND r.crm = u.crm AND r.operation = 'register-call'
        AND r.state = 'waiting' AND r.attempts = 0 AND r.due_at > u.at
        AND NOT EXISTS (
          SELECT FROM deliveries o
          WHERE o.call = r.call AND o.crm = r.crm AND o.operation = 'upload'
            AND o.state IN ('waiting', 'sending', 'unknown'))
      """;

  private final Map<WorkspaceCall, String> communicationIds = new LinkedHashMap<>();
  private final Map<FileKey, UploadedFile> files = new LinkedHashMap<>();
  private final Set<FileKey> attached = new LinkedHashSet<>();
  private final List<NewDelivery> next = new ArrayList<>();
  private final List<End> ends = new ArrayList<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private final Map<WorkspaceCall, Instant> uploadsEnded = new LinkedHashMap<>();
  private final Set<LaneKey> lanes = new LinkedHashSet<>();
  private final Instant now;

  /** What attaches a file, if its registration has gone without it. */
  private record Attachment(WorkspaceCall of, PlannedDelivery planned) {}

  Consequences(List<Held> held, Instant now) {
    this.now = now;
    held.forEach(this::gather);
  }

  private void gather(Held held) {
    // Also if it stays open: an earlier one may have been revived while this was being sent.
    lanes.add(held.lane());
    switch (held.finished()) {
      case Sent sent -> {
        if (sent.communicationId() != null) {
          communicationIds.put(held.workspaceCall(), sent.communicationId());
        }
        sent.attached().forEach(url -> attached.add(new FileKey(held.workspaceCall(), url)));
        sent.next().forEach(planned -> follows(held, planned, null));
        ended(held, sent.at());
      }
      case Uploaded uploaded -> {
        UploadedFile file = uploaded.file();
        files.put(new FileKey(held.workspaceCall(), file.url()), file);
        attachments.add(new Attachment(held.workspaceCall(), uploaded.attachment()));
        ended(held, uploaded.at());
      }
      case Postponed postponed -> {
        for (PlannedDelivery planned : postponed.next()) {
          follows(held, planned, laneOf(held, planned).equals(held.lane()) ? held.place() : null);
        }
      }
      case Deferred _, Unsettled _ -> {}
      case Parked parked -> ended(held, parked.at());
      case CutOff cutOff -> {
        ends.add(new End(held.lane().call(), cutOff.end(), cutOff.at(), cutOff.reason()));
        follows(held, cutOff.end(), null);
      }
      case Dropped dropped -> ended(held, dropped.at());
    }
  }

  private void follows(Held held, PlannedDelivery planned, @Nullable Long precedes) {
    add(new NewDelivery(held.lane().call(), planned, precedes, false));
  }

  private void add(NewDelivery delivery) {
    next.add(delivery);
    PlannedDelivery planned = delivery.planned();
    lanes.add(new LaneKey(delivery.call(), planned.crm(), planned.lane()));
  }

  private static LaneKey laneOf(Held held, PlannedDelivery planned) {
    return new LaneKey(held.lane().call(), planned.crm(), planned.lane());
  }

  private void ended(Held held, Instant at) {
    if (held.finished().claimed().planned().operation().equals(Operations.UPLOAD)) {
      uploadsEnded.put(held.workspaceCall(), at);
    }
  }

  Mono<Void> in(Session session) {
    return Mono.when(
            WorkspaceCallRows.identify(session, communicationIds),
            WorkspaceCallRows.addFiles(session, files),
            WorkspaceCallRows.attach(session, attached),
            DeliveryEnds.drop(session, ends),
            addAttachments(session))
        .then(
            Mono.defer(() ->
                Mono.when(
                    DeliveryRows.add(session, next, now),
                    makeRegistrationsDue(session),
                    DeliveryRows.promote(session, lanes))));
  }

  private Mono<Void> addAttachments(Session session) {
    if (attachments.isEmpty()) {
      return Mono.empty();
    }
    record Registration(WorkspaceCall of, boolean gone) {}
    return session
        .query(
            REGISTERED,
            row ->
                new Registration(
                    new WorkspaceCall(row.number("call"), row.text("crm")), row.flag("gone")),
            Columns.longs(attachments, attachment -> attachment.of().call()),
            Columns.texts(attachments, attachment -> attachment.of().crm()))
        .doOnNext(registrations -> {
          Set<WorkspaceCall> gone = new HashSet<>();
          registrations.stream().filter(Registration::gone).forEach(one -> gone.add(one.of()));
          attachments.stream()
              .filter(attachment -> gone.contains(attachment.of()))
              .forEach(attachment ->
                  add(new NewDelivery(attachment.of().call(), attachment.planned(), null, false)));
        })
        .then();
  }

  private Mono<Long> makeRegistrationsDue(Session session) {
    return uploadsEnded.isEmpty()
        ? Mono.just(0L)
        : session.update(
            REGISTRATIONS_DUE,
            Columns.longs(uploadsEnded.keySet(), WorkspaceCall::call),
            Columns.texts(uploadsEnded.keySet(), WorkspaceCall::crm),
            Columns.times(uploadsEnded.values(), at -> at));
  }
}
