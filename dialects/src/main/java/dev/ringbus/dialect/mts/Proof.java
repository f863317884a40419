package dev.ringbus.dialect.mts;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Pause;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Present;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Instruction.SetVariable;
import dev.ringbus.model.Instruction.Whisper;

/**
 * Which report follows when the platform does what it was told. The seed does not say so in as many
 * words: it is what its events mean.
 */
final class Proof {

  private Proof() {}

  /** Whether the platform reports this once it has begun to follow that. */
  static boolean of(Instruction instruction, CallEvent event) {
    EventType reported = CrmData.of(event).event();
    return switch (instruction) {
      case Forward forward -> isTransfer(reported, forward.as());
      case Play _ -> reported == EventType.HELLO_MESSAGE;
      case GoTo _ -> reported == EventType.RUN_IVR;
      case Hangup _ -> reported == EventType.END_CALL;
      // The consultation ends, and the operator has the subscriber again.
      case Return _ -> reported.isTransferResult() || reported == EventType.B_DROPPED;
      case Whisper _ -> reported.isTransferResult();
      case Pause _, SetVariable _, Present _ -> false;
    };
  }

  private static boolean isTransfer(EventType reported, Instruction.Destination as) {
    return switch (reported) {
      case GO_TO_TRANSFER, TRANSFER -> as != Instruction.Destination.EXTENSION;
      case GO_TO_SHORT_TRANSFER, SHORT_TRANSFER, OPERATOR_TRANSFER ->
          as == Instruction.Destination.EXTENSION;
      default -> false;
    };
  }
}
