package dev.ringbus.store;

import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.WireName;

/** Where an instruction for a live call is, in the order in which it goes through it. */
public enum InstructionState implements WireName {
  /** Its command is on its way to the call's mailbox. */
  REQUESTED("requested", false),
  /** It waits for the next poll. */
  ACCEPTED("accepted", false),
  /** The PBX was told. */
  OFFERED("offered", false),
  REJECTED("rejected", true),
  EXPIRED("expired", true),
  WITHDRAWN("withdrawn", true),
  /** A later event of the call proves that the PBX has followed it. */
  DELIVERED("delivered", true);

  private final String wireName;
  private final boolean isOver;

  InstructionState(String wireName, boolean isOver) {
    this.wireName = wireName;
    this.isOver = isOver;
  }

  /** The state of one of which this is the last that is known. */
  public static InstructionState of(InstructionOutcome.Outcome outcome) {
    return switch (outcome) {
      case ACCEPTED -> ACCEPTED;
      case OFFERED -> OFFERED;
      case DELIVERED -> DELIVERED;
      case EXPIRED -> EXPIRED;
      case WITHDRAWN -> WITHDRAWN;
      case REJECTED -> REJECTED;
    };
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** Whether nothing more becomes of it. */
  public boolean isOver() {
    return isOver;
  }
}
