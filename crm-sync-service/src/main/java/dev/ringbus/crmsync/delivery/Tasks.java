package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crmsync.delivery.Memories.Memory;
import dev.ringbus.crmsync.delivery.Memories.RefusedFiles;
import dev.ringbus.crmsync.delivery.Memories.Waited;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import dev.ringbus.wire.UnreadableRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what is to be done for a claimed delivery. */
final class Tasks {

  /** A recording that cannot be had again must not hold up others of its call for ever. */
  private static final Duration REUPLOADED_WITHIN = Duration.ofHours(1);

  private final Duration waitForFiles;

  /**
   * @param waitForFiles how long to wait for files that must be uploaded again
   */
  Tasks(Duration waitForFiles) {
    this.waitForFiles = waitForFiles;
  }

  /**
   * What is to be done now.
   *
   * @param memory whether it has waited already for files that must be uploaded again: then a
   *     registration goes without those that are not there; and whether the CRM refused it with
   *     files: then a registration goes without any, and what is there by now is attached after it
   */
  Task of(ClaimedDelivery claimed, Instant now, Memory memory) {
    Payload payload;
    try {
      payload = Payload.of(claimed.planned());
    } catch (UnreadableRecord e) {
      return impossible("the delivery cannot be read: " + e.getMessage());
    }
    if (payload instanceof Payload.TellEvent tell && isUntold(claimed, tell, now)) {
      return new Task.Nothing(
          new Result.RequestsEnded("the call's beginning was too old to be told"));
    }
    Instant staleAt = claimed.planned().staleAt();
    if (staleAt != null && !now.isBefore(staleAt)) {
      return new Task.Nothing(new Result.Stale());
    }
    return switch (payload) {
      case Payload.UploadRecording(String url, String legId) -> new Task.Bring(url, legId);
      case Payload.TellEvent(var event, _) -> tell(claimed, event, now);
      case Payload.BeginRequests() -> new Task.Announce(new Announcement.Begin());
      case Payload.EndRequests(String reason) ->
          new Task.Announce(
              new Announcement.End(reason == null ? "its requests have been ended" : reason));
      case Payload.CallFailed(String reason) ->
          push(claimed, claimed.call(), new CrmAction.Fail(reason));
      default -> ofCall(claimed, payload, now, memory);
    };
  }

  /**
   * A call whose beginning came too late to be told is not told of from its middle, and MTS asks
   * nothing about a call that it has told nothing of.
   */
  private static boolean isUntold(ClaimedDelivery claimed, Payload.TellEvent tell, Instant now) {
    return claimed.communicationId() == null && !now.isBefore(tell.worthUntil());
  }

  private static Task tell(ClaimedDelivery claimed, CallEvent event, Instant now) {
    List<PlannedDelivery> later = new ArrayList<>();
    if (claimed.communicationId() == null) {
      later.add(new Payload.BeginRequests().plan(claimed.crm(), now, null));
    } else if (event.type() == CallEventType.LEG_CONNECTED) {
      later.add(new Payload.BeginRequests().plan(claimed.crm(), 2, now, null));
    }
    CrmAction action = new CrmAction.TellEvent(event);
    return push(claimed, claimed.call(), action, List.of(), List.of(), later);
  }

  private Task ofCall(ClaimedDelivery claimed, Payload payload, Instant now, Memory memory) {
    Call call = claimed.call();
    if (call == null) {
      return impossible("there is no call " + claimed.callKey());
    }
    if (payload instanceof Payload.Notice notice
        && !(payload instanceof Payload.CallStarted)
        && claimed.communicationId() == null
        && isStartStale(claimed, notice, call, now)) {
      return new Task.Nothing(new Result.Untold());
    }
    return switch (payload) {
      case Payload.CallStarted(var at) -> push(claimed, call, new CrmAction.Start(at));
      case Payload.LegChanged(var leg, var progress, var at) ->
          push(claimed, call, new CrmAction.ChangeLeg(leg, progress, at));
      case Payload.CallFinished(var at) -> push(claimed, call, new CrmAction.Finish(at));
      case Payload.RegisterCall() -> register(claimed, call, now, memory);
      case Payload.AttachRecording(String url, String legId) ->
          attach(claimed, call, url, legId, now, memory);
      case Payload.UploadRecording _,
          Payload.CallFailed _,
          Payload.TellEvent _,
          Payload.BeginRequests _,
          Payload.EndRequests _ ->
          throw new IllegalStateException("needs no call: " + payload.operation());
    };
  }

  /**
   * Whether the call's start, which went before in its lane, may have been dropped for its age:
   * after an outage the first notices that are not stale yet would be of a call that the CRM cannot
   * know. A younger one was refused, and is told again when the CRM misses it.
   */
  private static boolean isStartStale(
      ClaimedDelivery claimed, Payload.Notice notice, Call call, Instant now) {
    Instant staleAt = claimed.planned().staleAt();
    return staleAt != null
        && !now.isBefore(staleAt.minus(Duration.between(call.startedAt(), notice.at())));
  }

  private Task register(ClaimedDelivery claimed, Call call, Instant now, Memory memory) {
    List<UploadedFile> loose = claimed.files().stream().filter(file -> !file.attached()).toList();
    if (memory.refused() != null) {
      List<UploadedFile> since = loose.stream().filter(file -> !memory.isRefused(file)).toList();
      CrmAction bare = new CrmAction.Register(List.of());
      return push(claimed, call, bare, List.of(), List.of(), attachments(claimed, since));
    }
    List<UploadedFile> fresh = loose.stream().filter(file -> isFresh(file, now)).toList();
    List<PlannedDelivery> again =
        loose.stream()
            .filter(file -> memory.waited() == Waited.NO && !isFresh(file, now))
            .map(file -> Reuploads.ofLapsed(claimed, call, file, now))
            .toList();
    if (!again.isEmpty() && !RetryPolicy.mustBeSettled(claimed)) {
      return waits("the CRM has dropped uploaded recordings: they are uploaded again", again);
    }
    CrmAction action = new CrmAction.Register(fresh.stream().map(Tasks::crmFile).toList());
    return push(claimed, call, action, fresh, again, List.of());
  }

  private Task attach(
      ClaimedDelivery claimed,
      Call call,
      String url,
      @Nullable String legId,
      Instant now,
      Memory memory) {
    Optional<UploadedFile> found =
        claimed.files().stream().filter(file -> file.url().equals(url)).findFirst();
    if (found.isEmpty()) {
      PlannedDelivery upload =
          new Payload.UploadRecording(url, legId).plan(claimed.crm(), 2, now, null);
      return waits("the recording is not uploaded yet", List.of(upload));
    }
    UploadedFile file = found.get();
    if (file.attached()) {
      return new Task.Nothing(new Result.Needless("it went with the registration"));
    }
    RefusedFiles refused = memory.refused();
    if (refused != null && memory.isRefused(file) && !RetryPolicy.mustBeSettled(claimed)) {
      return now.isBefore(refused.at().plus(REUPLOADED_WITHIN))
          ? waits("the CRM refused the uploaded recording: it is uploaded again", List.of())
          : impossible("the CRM refused the recording, and it could not be uploaded again");
    }
    List<PlannedDelivery> again =
        isFresh(file, now) ? List.of() : List.of(Reuploads.ofLapsed(claimed, call, file, now));
    if (!again.isEmpty() && !RetryPolicy.mustBeSettled(claimed)) {
      return waits("the CRM has dropped the uploaded recording: it is uploaded again", again);
    }
    CrmAction action = new CrmAction.AttachRecording(legId, crmFile(file));
    return push(claimed, call, action, List.of(file), again, List.of());
  }

  private Task waits(String reason, List<PlannedDelivery> needed) {
    return new Task.Nothing(new Result.Waits(reason, waitForFiles, needed));
  }

  private static Task push(ClaimedDelivery claimed, @Nullable Call call, CrmAction action) {
    return push(claimed, call, action, List.of(), List.of(), List.of());
  }

  private static Task push(
      ClaimedDelivery claimed,
      @Nullable Call call,
      CrmAction action,
      List<UploadedFile> files,
      List<PlannedDelivery> uploads,
      List<PlannedDelivery> later) {
    CrmOperation operation = new CrmOperation(call, claimed.communicationId(), action);
    return RetryPolicy.mustBeSettled(claimed)
        ? new Task.Settle(operation, files, uploads, later)
        : new Task.Push(operation, files, later);
  }

  private static Task impossible(String reason) {
    return new Task.Nothing(new Result.Impossible(reason));
  }

  private static boolean isFresh(UploadedFile file, Instant now) {
    return now.isBefore(file.uploadedAt().plus(Reuploads.FILE_LIFE));
  }

  static List<PlannedDelivery> attachments(ClaimedDelivery claimed, List<UploadedFile> files) {
    return files.stream()
        .map(file ->
            new Payload.AttachRecording(file.url(), file.legId())
                .plan(claimed.crm(), claimed.planned().notBefore(), null))
        .toList();
  }

  static CrmFile crmFile(UploadedFile file) {
    return new CrmFile(file.fileId(), file.name(), file.contentType(), file.length(), file.legId());
  }
}
