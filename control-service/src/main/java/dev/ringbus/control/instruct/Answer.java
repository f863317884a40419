package dev.ringbus.control.instruct;

import dev.ringbus.store.InstructionHistory;

/** What becomes of a wish at once. */
public sealed interface Answer {

  /** It is on its way; what becomes of it there is in its history. */
  record Taken(InstructionHistory instruction) implements Answer {}

  /** There is nothing of that name. */
  record Unknown(String reason) implements Answer {}

  /** It will never be done; the reason is a sentence. */
  record Impossible(String reason) implements Answer {}
}
