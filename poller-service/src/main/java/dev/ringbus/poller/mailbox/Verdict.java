package dev.ringbus.poller.mailbox;

import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.WaitingInstruction;
import java.time.Instant;

/** Whether an instruction goes on waiting. */
sealed interface Verdict {

  record Waits() implements Verdict {}

  /** The PBX has it, and ingress has said so. */
  record Offered() implements Verdict {}

  /** It will never be offered. */
  record Dropped(InstructionOutcome.Outcome outcome, String reason) implements Verdict {}

  static Verdict of(WaitingInstruction instruction, LiveCall call, Instant now) {
    if (instruction.id().equals(call.offered())) {
      return new Offered();
    }
    if (call.ended()) {
      return new Dropped(InstructionOutcome.Outcome.WITHDRAWN, "the call ended");
    }
    return now.isBefore(instruction.expiresAt().toInstant())
        ? new Waits()
        : new Dropped(
            InstructionOutcome.Outcome.EXPIRED,
            "it was not offered until " + instruction.expiresAt());
  }
}
