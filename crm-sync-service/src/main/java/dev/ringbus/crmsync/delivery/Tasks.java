package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crmsync.delivery.Memories.Waited;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import dev.ringbus.wire.UnreadableRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what is to be done for a claimed delivery. */
final class Tasks {

  /** Kontur.CRM keeps an uploaded file for a day unless it is attached; an hour is left for us. */
  static final Duration FILE_LIFE = Duration.ofHours(23);

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
   * @param waited whether it has waited already for files that must be uploaded again: then a
   *     registration goes without those that are not there
   */
  Task of(ClaimedDelivery claimed, Instant now, Waited waited) {
    Payload payload;
    try {
      payload = Payload.of(claimed.planned());
    } catch (UnreadableRecord e) {
      return impossible("the delivery cannot be read: " + e.getMessage());
    }
    Instant staleAt = claimed.planned().staleAt();
    if (staleAt != null && !now.isBefore(staleAt)) {
      return new Task.Nothing(new Result.Stale());
    }
    return switch (payload) {
      case Payload.UploadRecording(String url, String legId) -> new Task.Bring(url, legId);
      case Payload.CallFailed(String reason) ->
          push(claimed, claimed.call(), new CrmAction.Fail(reason));
      default -> ofCall(claimed, payload, now, waited);
    };
  }

  private Task ofCall(ClaimedDelivery claimed, Payload payload, Instant now, Waited waited) {
    Call call = claimed.call();
    if (call == null) {
      return impossible("there is no call " + claimed.callKey());
    }
    // The start went before in its lane, so if there is no id it was dropped or parked; after an
    // outage the first notices that are not stale yet would be of a call that the CRM cannot know.
    if (payload instanceof Payload.Notice
        && !(payload instanceof Payload.CallStarted)
        && claimed.communicationId() == null) {
      return new Task.Nothing(new Result.Untold());
    }
    return switch (payload) {
      case Payload.CallStarted(var at) -> push(claimed, call, new CrmAction.Start(at));
      case Payload.LegChanged(var leg, var progress, var at) ->
          push(claimed, call, new CrmAction.ChangeLeg(leg, progress, at));
      case Payload.CallFinished(var at) -> push(claimed, call, new CrmAction.Finish(at));
      case Payload.RegisterCall() -> register(claimed, call, now, waited);
      case Payload.AttachRecording(String url, String legId) ->
          attach(claimed, call, url, legId, now);
      case Payload.UploadRecording _, Payload.CallFailed _ ->
          throw new IllegalStateException("needs no call: " + payload.operation());
    };
  }

  private Task register(ClaimedDelivery claimed, Call call, Instant now, Waited waited) {
    List<UploadedFile> loose = claimed.files().stream().filter(file -> !file.attached()).toList();
    List<UploadedFile> fresh = loose.stream().filter(file -> isFresh(file, now)).toList();
    List<PlannedDelivery> again =
        loose.stream()
            .filter(file -> waited == Waited.NO && !isFresh(file, now))
            .map(file -> uploadAgain(claimed, call, file, now))
            .toList();
    if (!again.isEmpty() && !RetryPolicy.mustBeSettled(claimed)) {
      return waits("the CRM has dropped uploaded recordings: they are uploaded again", again);
    }
    CrmAction action = new CrmAction.Register(fresh.stream().map(Tasks::crmFile).toList());
    return push(claimed, call, action, fresh, again);
  }

  private Task attach(
      ClaimedDelivery claimed, Call call, String url, @Nullable String legId, Instant now) {
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
    List<PlannedDelivery> again =
        isFresh(file, now) ? List.of() : List.of(uploadAgain(claimed, call, file, now));
    if (!again.isEmpty() && !RetryPolicy.mustBeSettled(claimed)) {
      return waits("the CRM has dropped the uploaded recording: it is uploaded again", again);
    }
    CrmAction action = new CrmAction.AttachRecording(legId, crmFile(file));
    return push(claimed, call, action, List.of(file), again);
  }

  private Task waits(String reason, List<PlannedDelivery> needed) {
    return new Task.Nothing(new Result.Waits(reason, waitForFiles, needed));
  }

  private static Task push(ClaimedDelivery claimed, @Nullable Call call, CrmAction action) {
    return push(claimed, call, action, List.of(), List.of());
  }

  private static Task push(
      ClaimedDelivery claimed,
      @Nullable Call call,
      CrmAction action,
      List<UploadedFile> files,
      List<PlannedDelivery> uploads) {
    CrmOperation operation = new CrmOperation(call, claimed.communicationId(), action);
    return RetryPolicy.mustBeSettled(claimed)
        ? new Task.Settle(operation, files, uploads)
        : new Task.Push(operation, files);
  }

  private static Task impossible(String reason) {
    return new Task.Nothing(new Result.Impossible(reason));
  }

  private static boolean isFresh(UploadedFile file, Instant now) {
    return now.isBefore(file.uploadedAt().plus(FILE_LIFE));
  }

  /**
   * The upload that follows one that lapsed. Its number comes from the time of the one that lapsed:
   * the same whoever plans it, and another for each, since a file lives longer than it takes for
   * the number to change.
   */
  private static PlannedDelivery uploadAgain(
      ClaimedDelivery claimed, Call call, UploadedFile lapsed, Instant now) {
    Duration since = Duration.between(call.startedAt().toInstant(), lapsed.uploadedAt());
    int lives = (int) Math.max(0, since.dividedBy(FILE_LIFE));
    return new Payload.UploadRecording(lapsed.url(), lapsed.legId())
        .plan(claimed.crm(), 2 + lives, now, null);
  }

  static CrmFile crmFile(UploadedFile file) {
    return new CrmFile(file.fileId(), file.name(), file.contentType(), file.length(), file.legId());
  }
}
