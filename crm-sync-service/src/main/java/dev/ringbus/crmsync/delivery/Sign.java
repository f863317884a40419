package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crmsync.recording.RecordingResult;
import java.time.Duration;

/** What a result says about the workspace, as opposed to the delivery. */
sealed interface Sign {

  /** It is there, whatever it thinks of the delivery. */
  record Answered() implements Sign {}

  /** It is not there, not well, or too slow. */
  record Failed() implements Sign {}

  /** It wants to be told less. */
  record TooMuch(Duration pause) implements Sign {}

  /** It does not let us in. */
  record Refused() implements Sign {}

  /** Nothing. */
  record None() implements Sign {}

  /** What a result says. */
  static Sign of(Result result) {
    return switch (result) {
      case Result.Failed(CrmFailure failure) -> of(failure);
      case Result.RefusedWithFiles(CrmFailure.Permanent failure, var _) -> of(failure);
      case Result.NotAsked(CrmFailure failure) -> of(failure);
      case Result.Taken _, Result.CannotTell _, Result.Lapsed _ -> new Answered();
      case Result.Brought(RecordingResult.Uploaded _) -> new Answered();
      // About the place where recordings are kept.
      case Result.Brought _ -> new None();
      case Result.Needless _,
          Result.Waits _,
          Result.Stale _,
          Result.Untold _,
          Result.RequestsEnded _,
          Result.Announced _,
          Result.NotAnnounced _,
          Result.Impossible _,
          Result.Fault _ ->
          new None();
    };
  }

  private static Sign of(CrmFailure failure) {
    return switch (failure) {
      case CrmFailure.Transient it -> {
        Duration pause = it.retryAfter();
        yield pause == null ? new Failed() : new TooMuch(pause);
      }
      case CrmFailure.Permanent _, CrmFailure.NotYetKnown _ -> new Answered();
      // What it makes of one call says nothing of others, as long as it answers.
      case CrmFailure.EndsRequests it -> it.getCause() == null ? new Answered() : new Failed();
      case CrmFailure.Unauthorized _ -> new Refused();
    };
  }
}
