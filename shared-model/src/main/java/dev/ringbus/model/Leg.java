package dev.ringbus.model;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One conversation, or the attempt at one, between exactly two parties. A chain of managers, a
 * transfer or a consultation makes several legs of one call.
 *
 * @param id unique in the whole hub, and the same whatever order the events came in: {@code
 *     {callKey}/{employee}}, with {@code /2} and so on for later legs of the same employee; who
 *     began an outgoing call is {@link #CALLER} there
 * @param changes what happened to it, in order of time; never empty
 * @param outcome of an ended leg
 */
public record Leg(
    String id,
    Party from,
    Party to,
    List<LegChange> changes,
    @Nullable CallOutcome outcome,
    @Nullable EndedBy endedBy) {

  /** In the place of the employee who called, whose number may become known later. */
  public static final String CALLER = "caller";

  public Leg {
    changes = List.copyOf(changes);
  }

  /** When it first came to that, if it did. */
  public Optional<OffsetDateTime> when(LegProgress progress) {
    return changes.stream()
        .filter(change -> change.progress() == progress)
        .map(LegChange::at)
        .findFirst();
  }

  /** What is true of it now. */
  public LegProgress progress() {
    return changes.getLast().progress();
  }

  /** One step of a leg. */
  public record LegChange(LegProgress progress, OffsetDateTime at) {}
}
