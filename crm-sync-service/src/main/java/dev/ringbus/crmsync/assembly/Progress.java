package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.CallEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;

/**
 * Whether all that happened is known by now. After a pause it is not: then the ends of calls that
 * seem to be overdue may be among the events that still wait.
 */
final class Progress {

  /** Events that were received longer ago are the end of a queue. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  private final Duration quiet;
  private final Clock clock;
  private volatile Instant behindAt;

  /**
   * @param quiet for how long nothing old may come, and nothing fail, before all is known
   */
  Progress(Duration quiet, Clock clock) {
    this.quiet = quiet;
    this.clock = clock;
    this.behindAt = clock.instant();
  }

  void taken(List<CallEvent> events) {
    Instant now = clock.instant();
    boolean isOld =
        events.stream()
            .map(CallEvent::receivedAt)
            .map(OffsetDateTime::toInstant)
            .max(Comparator.naturalOrder())
            .filter(newest -> newest.isBefore(now.minus(RECENT)))
            .isPresent();
    if (isOld) {
      behindAt = now;
    }
  }

  void failed() {
    behindAt = clock.instant();
  }

  boolean isCurrent() {
    return !clock.instant().isBefore(behindAt.plus(quiet));
  }
}
