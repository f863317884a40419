package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.store.ClaimedDelivery;
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
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a delivery after each result. Nothing that must arrive is given up for being
 * late, nothing that was refused for good is tried again, and what must be there once is never
 * repeated blindly.
 */
final class RetryPolicy {

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  /** How long a CRM that did not answer in time may go on with what it was told. */
  private static final Duration STILL_AT_IT = Duration.ofSeconds(30);

  /** A CRM that could not tell is asked again so often: somebody may have mended it. */
  private static final Duration RARELY = Duration.ofHours(1);

  /** The other services wait for what they are to know. */
  private static final Duration ANNOUNCED_AGAIN = Duration.ofSeconds(1);

  /** Until a person looks. */
  private static final Duration NEVER = Duration.ofDays(3650);

  /** What is done each time that a CRM does not know a call; after the last a person must look. */
  private static final List<Unknown> WHEN_UNKNOWN =
      List.of(
          new Unknown.Wait(Duration.ofMillis(200)),
          new Unknown.Wait(Duration.ofSeconds(1)),
          new Unknown.Wait(Duration.ofSeconds(5)),
          new Unknown.StartAgain(2),
          new Unknown.Wait(Duration.ofSeconds(1)),
          new Unknown.Wait(Duration.ofSeconds(5)),
          new Unknown.StartAgain(3),
          new Unknown.Wait(Duration.ofSeconds(5)));

  private sealed interface Unknown {

    /** The call's start may still be on its way. */
    record Wait(Duration pause) implements Unknown {}

    /** The start is told again; its name gets that number. */
    record StartAgain(int time) implements Unknown {}
  }

  private RetryPolicy() {}

  /** Whether a CRM must be asked before this is sent: it may have it. */
  static boolean mustBeSettled(ClaimedDelivery claimed) {
    return claimed.state() == DeliveryState.UNKNOWN
        && Operations.settled(claimed.planned().operation());
  }

  /** Gives a claim back, for nothing was tried: what was unknown of it stays so. */
  static FinishedDelivery release(ClaimedDelivery claimed, Instant until, String reason) {
    return new Postponed(claimed, until, reason, false, List.of());
  }

  /** Gives a claim up in the middle of it. */
  static FinishedDelivery interrupted(ClaimedDelivery claimed, Instant until) {
    String reason = "the service stopped before the CRM answered";
    return Operations.settled(claimed.planned().operation())
        ? new Unsettled(claimed, until, reason)
        : new Postponed(claimed, until, reason, true, List.of());
  }

  /** What becomes of it. */
  static FinishedDelivery after(Attempt attempt, Result result) {
    ClaimedDelivery claimed = attempt.claimed();
    Instant at = attempt.at();
    return switch (result) {
      case Result.Taken(
              String communicationId,
              String remark,
              List<String> attached,
              List<PlannedDelivery> next) ->
          new Sent(claimed, at, communicationId, attached, remark, next);
      case Result.Needless(String remark) ->
          new Sent(claimed, at, null, List.of(), remark, List.of());
      case Result.Failed(CrmFailure failure) -> failed(attempt, failure);
      case Result.RefusedWithFiles(CrmFailure.Permanent failure, List<UploadedFile> files) ->
          refused(attempt, reason(failure), files);
      case Result.NotAsked(CrmFailure failure) -> notAsked(attempt, failure);
      case Result.CannotTell(String why) -> cannotTell(attempt, why);
      case Result.Brought(RecordingResult recording) -> brought(attempt, recording);
      case Result.Waits(String reason, Duration pause, List<PlannedDelivery> needed) ->
          new Postponed(claimed, at.plus(pause), reason, false, needed);
      case Result.Lapsed(List<PlannedDelivery> needed) ->
          new Postponed(
              claimed,
              at,
              "an answer was lost; the CRM has nothing, and has dropped uploaded recordings",
              true,
              needed);
      case Result.Stale() -> new Dropped(claimed, at, "too late to be of use");
      case Result.Untold() -> new Dropped(claimed, at, "the CRM was not told that the call began");
      case Result.RequestsEnded(String reason) -> cutOff(attempt, reason, false);
      case Result.Announced(Announcement announcement) -> announced(attempt, announcement);
      case Result.NotAnnounced(String why) ->
          new Postponed(
              claimed,
              at.plus(ANNOUNCED_AGAIN),
              "the broker did not take it: " + why,
              true,
              List.of());
      case Result.Impossible(String reason) -> new Parked(claimed, at, reason);
      case Result.Fault(Throwable cause) -> fault(attempt, "a fault of the hub: " + cause);
    };
  }

  private static FinishedDelivery failed(Attempt attempt, CrmFailure failure) {
    String reason = reason(failure);
    return switch (failure) {
      case CrmFailure.Transient it ->
          it.effect() == Effect.UNKNOWN && mustBeOnce(attempt)
              ? new Unsettled(attempt.claimed(), settledAt(attempt, it), reason)
              : postponed(attempt, later(attempt, it.retryAfter()), reason, List.of());
      case CrmFailure.Permanent _ -> new Parked(attempt.claimed(), attempt.at(), reason);
      case CrmFailure.EndsRequests _ -> cutOff(attempt, reason, true);
      case CrmFailure.NotYetKnown _ -> unknown(attempt, reason);
      case CrmFailure.Unauthorized _ -> postponed(attempt, later(attempt, null), reason, List.of());
    };
  }

  private static FinishedDelivery cutOff(Attempt attempt, String reason, boolean isAttempt) {
    ClaimedDelivery claimed = attempt.claimed();
    PlannedDelivery end = Payload.EndRequests.of(claimed.crm(), attempt.at(), reason);
    return new CutOff(claimed, attempt.at(), reason, isAttempt, end);
  }

  private static FinishedDelivery announced(Attempt attempt, Announcement announcement) {
    ClaimedDelivery claimed = attempt.claimed();
    return switch (announcement) {
      case Announcement.Begin() ->
          new Sent(claimed, attempt.at(), null, List.of(), null, List.of());
      case Announcement.End(String reason) -> new Dropped(claimed, attempt.at(), reason);
    };
  }

  /**
   * A registration goes without files then, and an attachment with those that are uploaded now: the
   * next refusal is of the delivery itself.
   */
  private static FinishedDelivery refused(
      Attempt attempt, String reason, List<UploadedFile> files) {
    ClaimedDelivery claimed = attempt.claimed();
    if (attempt.memory().refused() != null) {
      return new Parked(claimed, attempt.at(), reason);
    }
    List<PlannedDelivery> again =
        files.stream().map(file -> Reuploads.ofRefused(claimed, file, attempt.at())).toList();
    return postponed(
        attempt, attempt.at(), reason + ": recordings may be lost and are uploaded again", again);
  }

  private static FinishedDelivery unknown(Attempt attempt, String reason) {
    if (attempt.memory().timesUnknown() >= WHEN_UNKNOWN.size()) {
      return new Parked(attempt.claimed(), attempt.at(), reason);
    }
    return switch (WHEN_UNKNOWN.get(attempt.memory().timesUnknown())) {
      case Unknown.Wait(Duration pause) ->
          postponed(attempt, attempt.at().plus(pause), reason, List.of());
      case Unknown.StartAgain(int time) -> startedAgain(attempt, time, reason);
    };
  }

  private static FinishedDelivery startedAgain(Attempt attempt, int time, String reason) {
    Call call = attempt.claimed().call();
    PlannedDelivery planned = attempt.claimed().planned();
    Payload.CallStarted start = call == null ? null : new Payload.CallStarted(call.startedAt());
    if (start == null || planned.operation().equals(start.operation())) {
      // Nothing that could be told again would make the call known.
      return new Parked(attempt.claimed(), attempt.at(), reason);
    }
    PlannedDelivery again = start.plan(planned.crm(), time, attempt.at(), planned.staleAt());
    return postponed(attempt, attempt.at(), reason, List.of(again));
  }

  private static FinishedDelivery notAsked(Attempt attempt, CrmFailure failure) {
    Instant until =
        switch (failure) {
          case CrmFailure.Transient it -> later(attempt, it.retryAfter());
          case CrmFailure.Unauthorized _ -> later(attempt, null);
          case CrmFailure.Permanent _, CrmFailure.NotYetKnown _, CrmFailure.EndsRequests _ ->
              attempt.at().plus(RARELY);
        };
    return new Unsettled(
        attempt.claimed(),
        until,
        "an answer was lost, and the CRM could not be asked what it has: " + reason(failure),
        false);
  }

  private static FinishedDelivery cannotTell(Attempt attempt, String why) {
    Duration pause =
        switch (attempt.settles()) {
          case YES -> RARELY;
          case NO -> NEVER;
        };
    return new Unsettled(
        attempt.claimed(),
        attempt.at().plus(pause),
        "an answer was lost, and the CRM cannot tell what it has: " + why);
  }

  private static FinishedDelivery brought(Attempt attempt, RecordingResult recording) {
    ClaimedDelivery claimed = attempt.claimed();
    return switch (recording) {
      case RecordingResult.Uploaded(var file, String remark, PlannedDelivery attachment) ->
          new Uploaded(claimed, attempt.at(), file, remark, attachment);
      case RecordingResult.NotReady(String reason, Duration pause) ->
          new Deferred(claimed, attempt.at().plus(pause), reason);
      case RecordingResult.Busy(String reason, Duration pause) ->
          release(claimed, attempt.at().plus(pause), reason);
      case RecordingResult.Refused(String reason) -> new Parked(claimed, attempt.at(), reason);
    };
  }

  private static FinishedDelivery fault(Attempt attempt, String reason) {
    return mustBeOnce(attempt)
        ? new Unsettled(attempt.claimed(), attempt.at().plus(Backoff.LONGEST), reason)
        : new Parked(attempt.claimed(), attempt.at(), reason);
  }

  /** Tried again at that time, unless it is of no use any more then. */
  private static FinishedDelivery postponed(
      Attempt attempt, Instant until, String reason, List<PlannedDelivery> next) {
    ClaimedDelivery claimed = attempt.claimed();
    Instant staleAt = claimed.planned().staleAt();
    if (staleAt == null || until.isBefore(staleAt)) {
      return new Postponed(claimed, until, reason, true, next);
    }
    // Once it is too late, the others hear that the CRM is told nothing of the call.
    return Payload.TellEvent.isIn(claimed.planned()) && claimed.communicationId() == null
        ? new Postponed(claimed, staleAt, reason, true, next)
        : new Dropped(claimed, attempt.at(), "too late to be of use after: " + reason);
  }

  private static boolean mustBeOnce(Attempt attempt) {
    return Operations.settled(attempt.claimed().planned().operation());
  }

  private static Instant later(Attempt attempt, @Nullable Duration retryAfter) {
    Duration pause = Backoff.after(attempt.claimed().attempts(), attempt.chance());
    if (retryAfter != null && retryAfter.compareTo(pause) > 0) {
      pause = retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
    }
    return attempt.at().plus(pause);
  }

  /** Whoever did not answer in time may be about to take it: asked at once, it would say no. */
  private static Instant settledAt(Attempt attempt, CrmFailure.Transient failure) {
    Instant soonest = attempt.at().plus(STILL_AT_IT);
    Instant later = later(attempt, failure.retryAfter());
    return failure.getCause() instanceof TimeoutException && later.isBefore(soonest)
        ? soonest
        : later;
  }

  private static String reason(CrmFailure failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
