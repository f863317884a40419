package dev.ringbus.store;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Asked;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instruction and what became of it until now.
 *
 * @param asked at first; absent while only a later part of its story is known
 * @param outcomes in the order in which they were, not that in which they came
 */
public record InstructionHistory(
    String id, CallKey call, @Nullable Asked asked, List<InstructionOutcome> outcomes) {

  /** Of two at the same moment, the one that comes first by its meaning. */
  private static final Comparator<InstructionOutcome> ORDER =
      Comparator.comparing((InstructionOutcome outcome) -> outcome.at().toInstant())
          .thenComparing(outcome -> InstructionState.of(outcome.outcome()))
          .thenComparing(InstructionOutcome::id);

  public InstructionHistory {
    outcomes = outcomes.stream().sorted(ORDER).toList();
  }

  /** Where the instruction is. */
  public InstructionState state() {
    return decisive()
        .map(outcome -> InstructionState.of(outcome.outcome()))
        .orElse(InstructionState.REQUESTED);
  }

  /**
   * The outcome that the state is by. What was proven was followed, whatever else was said; and
   * what was offered or has ended is no longer merely accepted, whatever came later. Otherwise the
   * latest counts: an instruction that was offered although it had been withdrawn was offered.
   */
  public Optional<InstructionOutcome> decisive() {
    return last(InstructionState.DELIVERED)
        .or(() ->
            outcomes.reversed().stream()
                .filter(
                    outcome -> InstructionState.of(outcome.outcome()) != InstructionState.ACCEPTED)
                .findFirst())
        .or(() -> last(InstructionState.ACCEPTED));
  }

  /** When it is worth nothing any more, as was said last: it is later once it has been held. */
  public Optional<OffsetDateTime> expiresAt() {
    return outcomes.reversed().stream()
        .map(InstructionOutcome::asked)
        .filter(Objects::nonNull)
        .findFirst()
        .or(() -> Optional.ofNullable(asked))
        .map(Asked::expiresAt);
  }

  private Optional<InstructionOutcome> last(InstructionState state) {
    return outcomes.reversed().stream()
        .filter(outcome -> InstructionState.of(outcome.outcome()) == state)
        .findFirst();
  }
}
