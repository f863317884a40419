package dev.ringbus.bus;

import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.PollReport;

/**
 * A record of any of the topics that say what is to be done with a live call. They are followed
 * together where all that is said of one call must come to the same instance: the records of each
 * topic in order, those of different topics in any.
 */
public sealed interface CallRecord {

  /** From {@code ringbus.call-events}. */
  record Event(CallEvent event) implements CallRecord {}

  /** From {@code ringbus.commands}. */
  record Command(CallCommand command) implements CallRecord {}

  /** From {@code ringbus.instruction-outcomes}. */
  record Outcome(InstructionOutcome outcome) implements CallRecord {}

  /** From {@code ringbus.polls}: of calls that are all of the partition of this record. */
  record Polled(PollReport report) implements CallRecord {}
}
