package dev.ringbus.poller.mailbox;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Direction;
import dev.ringbus.model.WaitingInstruction;
import org.jspecify.annotations.Nullable;

/**
 * What this instance remembers of a call whose PBX polls.
 *
 * @param offered the instruction that was given to the PBX last
 * @param proven the offered instruction that an event of the call has proven
 * @param put what this instance has put into its mailbox, while the view may not show it yet
 * @param gone what was taken out of its mailbox last, while the view may still show it
 */
record LiveCall(
    @Nullable Direction direction,
    boolean ended,
    @Nullable String offered,
    @Nullable String proven,
    @Nullable WaitingInstruction put,
    @Nullable String gone) {

  static final LiveCall UNKNOWN = new LiveCall(null, false, null, null, null, null);

  LiveCall after(CallEvent event) {
    return new LiveCall(
        event.direction() == null ? direction : event.direction(),
        ended || event.type() == CallEventType.CALL_ENDED,
        offered,
        proven,
        put,
        gone);
  }

  LiveCall offered(String instruction) {
    return new LiveCall(direction, ended, instruction, proven, put, gone);
  }

  LiveCall proven(String instruction) {
    return new LiveCall(direction, ended, offered, instruction, put, gone);
  }

  LiveCall with(WaitingInstruction instruction) {
    return new LiveCall(direction, ended, offered, proven, instruction, gone);
  }

  LiveCall without(WaitingInstruction instruction) {
    boolean isPut = put != null && put.id().equals(instruction.id());
    return new LiveCall(direction, ended, offered, proven, isPut ? null : put, instruction.id());
  }

  /**
   * Whether the PBX was given something that only the end of the call could prove, and it ended.
   */
  boolean provesItsOffer() {
    return ended && offered != null && !offered.equals(proven);
  }
}
