package dev.ringbus.poller.mailbox;

import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.poller.live.LiveCalls;
import dev.ringbus.poller.live.Standing;
import java.time.Clock;
import java.time.Instant;

/** Whether an instruction may go into the mailbox of its call. */
final class Checks {

  private final LiveCalls calls;
  private final PollingPbxs pbxs;
  private final Expiry expiry;
  private final Clock clock;

  Checks(LiveCalls calls, PollingPbxs pbxs, Expiry expiry, Clock clock) {
    this.calls = calls;
    this.pbxs = pbxs;
    this.expiry = expiry;
    this.clock = clock;
  }

  /** What is found. */
  sealed interface Finding {

    record Fits(LiveCall call) implements Finding {}

    record Refused(Outcome outcome, String reason) implements Finding {}

    /** The topics are not in order among each other: what makes it possible may be on its way. */
    record TooEarly(String reason) implements Finding {}
  }

  Finding find(WaitingInstruction instruction) {
    Instant now = clock.instant();
    return switch (pbxs.possibility(instruction.key())) {
      case PollingPbxs.Possibility.Impossible(String reason) ->
          new Finding.Refused(Outcome.REJECTED, instruction.instruction().name() + " " + reason);
      case PollingPbxs.Possibility.Possible() when expiry.isOver(instruction, now) ->
          expired(instruction);
      case PollingPbxs.Possibility.Possible() -> findCall(instruction);
    };
  }

  private Finding findCall(WaitingInstruction instruction) {
    return switch (calls.standing(instruction.key())) {
      case Standing.Unknown() -> new Finding.TooEarly("there is no such live call");
      case Standing.NotConnected() -> new Finding.TooEarly("the call is not connected yet");
      case Standing.Ended() ->
          new Finding.Refused(Outcome.REJECTED, "there is no such live call: it has ended");
      case Standing.Connected(LiveCall call) ->
          switch (pbxs.possibility(call, instruction.instruction())) {
            case PollingPbxs.Possibility.Possible() -> new Finding.Fits(call);
            case PollingPbxs.Possibility.Impossible(String reason) ->
                new Finding.Refused(Outcome.REJECTED, reason);
          };
    };
  }

  static Finding.Refused expired(WaitingInstruction instruction) {
    return new Finding.Refused(
        Outcome.EXPIRED, "it was not offered until " + instruction.expiresAt());
  }
}
