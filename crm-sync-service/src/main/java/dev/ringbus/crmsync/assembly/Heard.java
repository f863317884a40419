package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.CallEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * When the hub heard of what happened, by its own clock: that of a PBX may be minutes behind or
 * ahead.
 */
record Heard(List<CallEvent> events) {

  /** When all that the PBX dates so, or earlier, was known. */
  Instant of(OffsetDateTime at) {
    List<CallEvent> until =
        events.stream()
            .filter(event -> !event.occurredAt().toInstant().isAfter(at.toInstant()))
            .toList();
    return last(until.isEmpty() ? events : until);
  }

  /** When the latest event was received. */
  Instant last() {
    return last(events);
  }

  private static Instant last(Collection<CallEvent> events) {
    return events.stream()
        .map(event -> event.receivedAt().toInstant())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
