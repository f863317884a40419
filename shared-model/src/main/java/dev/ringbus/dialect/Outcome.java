package dev.ringbus.dialect;

import dev.ringbus.model.Decision;

/**
 * What came of a request, so that each dialect must say what each failure looks like on its wire.
 */
public sealed interface Outcome {

  /** There is an answer, from a rule, from a CRM, or from the plan's {@code otherwise}. */
  record Decided(Decision decision) implements Outcome {}

  /** All that was reported is stored, and there is nothing to tell the PBX. */
  record NothingToSay() implements Outcome {}

  /** A question found no answer before its deadline, and its plan has no {@code otherwise}. */
  record TooLate() implements Outcome {}

  /** Neither the broker nor the local spool has what was reported. */
  record NotStored() implements Outcome {}
}
