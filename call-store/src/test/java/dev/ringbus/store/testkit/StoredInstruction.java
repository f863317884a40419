package dev.ringbus.store.testkit;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Asked;
import dev.ringbus.store.InstructionHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of an instruction. */
record StoredInstruction(
    String id,
    CallKey call,
    Instant createdAt,
    @Nullable Asked asked,
    List<InstructionOutcome> outcomes) {

  StoredInstruction knowing(@Nullable Asked what) {
    return new StoredInstruction(id, call, createdAt, asked == null ? what : asked, outcomes);
  }

  StoredInstruction after(InstructionOutcome outcome) {
    if (outcomes.stream().anyMatch(known -> known.id().equals(outcome.id()))) {
      return this;
    }
    List<InstructionOutcome> more = new ArrayList<>(outcomes);
    more.add(outcome);
    return new StoredInstruction(id, call, createdAt, asked, more);
  }

  InstructionHistory history() {
    return new InstructionHistory(id, call, asked, outcomes);
  }
}
