package dev.ringbus.control.http;

import dev.ringbus.model.CallId;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Asked;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.store.InstructionHistory;
import dev.ringbus.store.InstructionState;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An instruction for a live call, as it is shown.
 *
 * @param reason why it is in that state, if there is one to give
 * @param instruction absent, with all that was asked, while only a later part of its story is known
 * @param history every step, in order
 */
record InstructionView(
    String id,
    IntegrationId integration,
    CallId callId,
    InstructionState state,
    @Nullable String reason,
    @Nullable Instruction instruction,
    @Nullable String source,
    @Nullable OffsetDateTime requestedAt,
    @Nullable OffsetDateTime expiresAt,
    @Nullable Integer offerAgainAfter,
    List<InstructionStep> history) {

  /**
   * Something that became of it.
   *
   * @param reason why, if there is one to give
   */
  record InstructionStep(InstructionState state, OffsetDateTime at, @Nullable String reason) {

    static InstructionStep of(InstructionOutcome outcome) {
      return new InstructionStep(
          InstructionState.of(outcome.outcome()), outcome.at(), outcome.reason());
    }
  }

  static InstructionView of(InstructionHistory known) {
    Asked asked = known.asked();
    return new InstructionView(
        known.id(),
        known.call().integration(),
        known.call().callId(),
        known.state(),
        known.decisive().map(InstructionOutcome::reason).orElse(null),
        asked == null ? null : asked.instruction(),
        asked == null ? null : asked.source(),
        asked == null ? null : asked.requestedAt(),
        known.expiresAt().orElse(null),
        asked == null ? null : asked.offerAgainAfter(),
        history(known));
  }

  private static List<InstructionStep> history(InstructionHistory known) {
    Stream<InstructionStep> requested =
        Optional.ofNullable(known.asked()).stream()
            .map(asked ->
                new InstructionStep(InstructionState.REQUESTED, asked.requestedAt(), null));
    return Stream.concat(requested, known.outcomes().stream().map(InstructionStep::of)).toList();
  }
}
