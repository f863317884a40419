package dev.ringbus.poller.mailbox;

import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Outcome;

/** What ingress says when it has offered something, and what we say of it ourselves. */
final class OfferReport {

  private OfferReport() {}

  /** How often it was offered by then; 0 if this is no such report. */
  static int count(InstructionOutcome outcome) {
    String first = outcome.instruction() + "/" + Outcome.OFFERED.wireName();
    if (outcome.outcome() != Outcome.OFFERED) {
      return 0;
    }
    return outcome.id().equals(first) ? 1 : outcome.id().equals(first + "-2") ? 2 : 0;
  }
}
