package dev.ringbus.simulator.callinteractive;

import dev.ringbus.dialect.Answer;
import dev.ringbus.model.Decision;
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
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Step;
import java.time.Duration;
import java.util.Optional;

/**
 * A call through an IVR. The actions of an answer are taken in their order: a jump leads to another
 * option, which plays a menu and asks with what was typed; a transfer or the end of the call ends
 * the scenario, a transfer that is not final goes on. What is typed during a sound goes into its
 * variable, and the option asks again with it. Without an action, or without an answer, the IVR
 * goes on by itself: from the first option to a menu, from any other to an employee.
 */
final class CallInteractiveCall implements Call {

  private static final String MENU_NODE = "node-2";

  private static final int LONGEST_NAME = 40;

  /** How many options a caller listens to before they hang up. */
  private static final int PATIENCE = 4;

  private static final Duration LISTENING = Duration.ofSeconds(3);
  private static final Duration RINGING = Duration.ofSeconds(10);

  private final CallInteractiveWire wire;
  private final String typed;
  private Ivr ivr = Ivr.entered();
  private int asked;
  private Optional<String> ended = Optional.empty();

  /**
   * @param typed what the caller types when they can
   */
  CallInteractiveCall(CallInteractiveWire wire, String typed) {
    this.wire = wire;
    this.typed = typed;
  }

  @Override
  public Step next() {
    if (ended.isPresent()) {
      return new Step.Finished(ended.get());
    }
    if (asked++ == PATIENCE) {
      return new Step.Finished("the caller hung up");
    }
    Step.Send question = wire.ask(ivr);
    ivr = ivr.asked();
    return question;
  }

  @Override
  public void hear(Step.Send sent, Heard heard) {
    boolean typedBefore = ivr.digits() != null;
    if (heard instanceof Heard.Answered(int _, Answer.Instructed(Decision decision))) {
      for (Instruction instruction : decision.instructions()) {
        if (follow(instruction) == Onward.LEAVES) {
          return;
        }
      }
    }
    if (typedBefore || ivr.digits() == null) {
      goOn();
    }
  }

  /** Whether the actions after one are still taken. */
  private enum Onward {
    GOES_ON,
    LEAVES
  }

  private Onward follow(Instruction instruction) {
    switch (instruction) {
      case GoTo jump -> {
        ivr = ivr.at(option(jump)).typed(typed).after(LISTENING);
        return Onward.LEAVES;
      }
      case Hangup() -> {
        ended = Optional.of("hung up");
        return Onward.LEAVES;
      }
      case Forward forward when forward.isFinal() -> {
        ended = Optional.of("transferred to " + String.join(", ", forward.to()));
        return Onward.LEAVES;
      }
      case Forward _ -> ivr = ivr.after(RINGING);
      case Pause(int seconds) -> ivr = ivr.after(Duration.ofSeconds(seconds));
      case Play play -> listen(play);
      case SetVariable _, Present _, Whisper _, Return _ -> {}
    }
    return Onward.GOES_ON;
  }

  /** The option that a jump leads to, under a name that a URL takes as it is. */
  private static String option(GoTo jump) {
    String name = "%s-%s".formatted(jump.context(), jump.option()).replaceAll("[^A-Za-z0-9]", "-");
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  private void listen(Play play) {
    ivr = ivr.after(LISTENING);
    if (play.digitsInto() != null) {
      ivr = ivr.typed(typed);
    }
  }

  private void goOn() {
    if (ivr.node().equals(Ivr.FIRST_NODE)) {
      ivr = ivr.at(MENU_NODE).typed(typed).after(LISTENING);
    } else {
      ended = Optional.of("the IVR rang an employee");
    }
  }
}
