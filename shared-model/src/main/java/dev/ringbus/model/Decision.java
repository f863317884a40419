package dev.ringbus.model;

import java.util.List;

/**
 * What to do with a call: instructions in order, in one vocabulary whatever the PBX. Empty means
 * the dialect's neutral answer.
 */
public record Decision(List<Instruction> instructions) {

  /** Asks for nothing. */
  public static final Decision NEUTRAL = new Decision(List.of());

  public Decision {
    instructions = List.copyOf(instructions);
  }

  /** A decision of these instructions, in this order. */
  public static Decision of(Instruction... instructions) {
    return new Decision(List.of(instructions));
  }

  public boolean isNeutral() {
    return instructions.isEmpty();
  }
}
