package dev.ringbus.poller.mailbox;

import dev.ringbus.model.CallCommand.HangUp;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.WaitingInstruction;
import java.time.Duration;
import java.util.List;

/** Commands as instructions. A command's id is the instruction's. */
final class Commands {

  /** Whoever pressed a button has long done something else by then. */
  private static final Duration EXPIRES_AFTER = Duration.ofSeconds(60);

  private Commands() {}

  static Instruct instruct(HangUp command) {
    return new Instruct(
        command.id(),
        command.requestedAt(),
        command.call(),
        new Hangup(),
        "crm/" + command.crm(),
        command.requestedAt().plus(EXPIRES_AFTER),
        null);
  }

  static WaitingInstruction instruction(Instruct command) {
    return new WaitingInstruction(
        command.id(),
        command.call().integration(),
        command.call().callId(),
        command.instruction(),
        command.source(),
        command.requestedAt(),
        command.expiresAt(),
        command.offerAgainAfter(),
        0,
        List.of());
  }
}
