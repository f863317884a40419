package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crmsync.delivery.Breaker.State;
import dev.ringbus.crmsync.delivery.Throttle.Place;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets operations through to a workspace, as many as it bears: those about calls, and apart from
 * them those about recordings, so that no notice ever waits for a file. Not safe for threads.
 */
final class Gate {

  private final Throttle calls;
  private final RecordingThrottle recordings;
  private final Pulse pulse;

  Gate(Throttle calls, RecordingThrottle recordings, Pulse pulse) {
    this.calls = calls;
    this.recordings = recordings;
    this.pulse = pulse;
  }

  /** What an operation takes up while it is under way. */
  sealed interface Seat {

    /** Of notices and registrations. */
    record OfCall(Place place) implements Seat {}

    record OfAttachment(Place place) implements Seat {}

    record OfFile(Place place) implements Seat {}

    /** Nothing is asked of the CRM. */
    record OfNothing() implements Seat {}

    default boolean isOfRecording() {
      return this instanceof OfAttachment || this instanceof OfFile;
    }
  }

  /** Whether an operation may begin. */
  sealed interface Answer {

    record Enter(Seat seat) implements Answer {}

    /** Nor may those behind it: it waits for the next that ends, or for time to pass. */
    record NotYet() implements Answer {}

    /** Those behind it may, so it is not to stand in their way. */
    record Later(Instant until, String reason) implements Answer {}
  }

  /** Lets it through, or says why not. */
  Answer enter(Task task, Instant now) {
    if (task instanceof Task.Announce) {
      return new Answer.Enter(new Seat.OfNothing());
    }
    if (calls.breaker(now) == State.OPEN) {
      return new Answer.Later(
          calls.breakerOpensAgain(), "the CRM is left alone: " + pulse.lastFailure());
    }
    if (task instanceof Task.Bring) {
      return recordings.mayBegin(now)
          ? new Answer.Enter(new Seat.OfFile(recordings.begin(now)))
          : laterForRecordings(now);
    }
    if (isAttachment(task)) {
      return attach(now);
    }
    return calls.mayBegin(now)
        ? new Answer.Enter(new Seat.OfCall(calls.begin(now)))
        : new Answer.NotYet();
  }

  private Answer attach(Instant now) {
    if (!recordings.mayBegin(now) || !calls.isRoomToAttach(now)) {
      return laterForRecordings(now);
    }
    if (!calls.mayAttach(now)) {
      return new Answer.NotYet();
    }
    calls.beginAttaching(now);
    return new Answer.Enter(new Seat.OfAttachment(recordings.begin(now)));
  }

  private Answer laterForRecordings(Instant now) {
    return new Answer.Later(
        recordings.again(now),
        recordings.breaker(now) == State.CLOSED
            ? "other recordings are on their way"
            : "the CRM is given no recordings for now: " + pulse.lastFailureOfRecordings());
  }

  private static boolean isAttachment(Task task) {
    return switch (task) {
      case Task.Push push -> push.operation().action() instanceof CrmAction.AttachRecording;
      case Task.Settle settle -> settle.operation().action() instanceof CrmAction.AttachRecording;
      case Task.Bring _, Task.Announce _, Task.Nothing _ -> false;
    };
  }

  /** It is over. */
  void leave(Seat seat, Sign sign, Duration took, Instant now, double chance) {
    switch (seat) {
      case Seat.OfCall(Place place) -> calls.end(place, sign, took, now, chance);
      case Seat.OfAttachment(Place place) -> {
        calls.endAttaching();
        recordings.end(place, sign, now, chance);
      }
      case Seat.OfFile(Place place) -> recordings.end(place, sign, now, chance);
      case Seat.OfNothing() -> {}
    }
  }
}
