package dev.ringbus.store.testkit;

import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Asked;
import dev.ringbus.store.Inquiries.Page;
import dev.ringbus.store.Inquiries.PageRequest;
import dev.ringbus.store.InstructionHistory;
import dev.ringbus.store.InstructionStates;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Instructions in contents. */
final class InMemoryInstructionStates implements InstructionStates {

  private final Contents contents;

  InMemoryInstructionStates(Contents contents) {
    this.contents = contents;
  }

  @Override
  public Mono<Void> requested(Instruct instruction) {
    Asked asked =
        new Asked(
            instruction.instruction(),
            instruction.source(),
            instruction.requestedAt(),
            instruction.expiresAt(),
            instruction.offerAgainAfter());
    return contents
        .with(() -> change(instruction.id(), instruction.call(), known -> known.knowing(asked)))
        .then();
  }

  @Override
  public Mono<Void> became(List<InstructionOutcome> outcomes) {
    return contents
        .with(() -> {
          for (InstructionOutcome outcome : outcomes) {
            change(
                outcome.instruction(),
                outcome.key(),
                known -> known.knowing(outcome.asked()).after(outcome));
          }
          return outcomes;
        })
        .then();
  }

  private StoredInstruction change(
      String id, CallKey call, UnaryOperator<StoredInstruction> change) {
    return contents.instructions.compute(
        id,
        (_, known) ->
            change.apply(
                known == null
                    ? new StoredInstruction(id, call, contents.now(), null, List.of())
                    : known));
  }

  @Override
  public Mono<Optional<InstructionHistory>> find(String id) {
    return contents.with(
        () -> Optional.ofNullable(contents.instructions.get(id)).map(StoredInstruction::history));
  }

  @Override
  public Mono<Page<InstructionHistory>> of(CallKey call, PageRequest page) {
    return contents.with(() ->
        InMemoryInquiries.page(
            contents.instructions.values().stream()
                .filter(instruction -> instruction.call().equals(call))
                .map(StoredInstruction::history)
                .toList()
                .reversed(),
            page));
  }
}
