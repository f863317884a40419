package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.EndedBy;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a call is over, as its PBX said, or else as the hub concluded.
 *
 * @param outcome of the whole call, where the PBX says one
 * @param inferred why the hub concluded it; absent when the PBX said it
 */
record CallEnd(
    OffsetDateTime at,
    @Nullable CallOutcome outcome,
    @Nullable EndedBy endedBy,
    @Nullable Duration duration,
    @Nullable String inferred) {

  /** The first end that the PBX reported, else the hub's own; empty while the call lives. */
  static Optional<CallEnd> of(List<CallEvent> inOrder) {
    List<CallEvent> ends =
        inOrder.stream().filter(event -> event.type() == CallEventType.CALL_ENDED).toList();
    return ends.stream()
        .filter(end -> end.inferred() == null)
        .findFirst()
        .map(CallEnd::reported)
        .or(() -> ends.stream().findFirst().map(end -> concluded(end, inOrder.getLast())));
  }

  private static CallEnd reported(CallEvent end) {
    return new CallEnd(end.occurredAt(), end.outcome(), end.endedBy(), end.duration(), null);
  }

  /** Nobody knows when it ended, but that it was not before anything that is known of it. */
  private static CallEnd concluded(CallEvent end, CallEvent last) {
    return new CallEnd(last.occurredAt(), null, null, null, end.inferred());
  }

  boolean isInferred() {
    return inferred != null;
  }

  /** That time, or the end if that is earlier: what a PBX dates after the end was not after it. */
  OffsetDateTime orBefore(OffsetDateTime time) {
    return time.toInstant().isAfter(at.toInstant()) ? at : time;
  }
}
