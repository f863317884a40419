package dev.ringbus.simulator.comagic;

import dev.ringbus.dialect.Answer;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Step;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call through the nodes of a scenario. Where the hub forwards, the scenario is done; a return
 * code leads to the node behind that branch; after a message alone the caller types an access code,
 * and the node asks again with it. Without an instruction, or without an answer, the scenario's
 * fallback goes on: from the first node to one that asks for digits, from any other to an employee.
 */
final class ComagicCall implements Call {

  static final String FIRST_NODE = "node-1";

  private static final String FALLBACK_NODE = "node-2";

  private static final int LONGEST_NAME = 40;

  /** How many nodes a caller listens to before they hang up. */
  private static final int PATIENCE = 4;

  private final ComagicWire wire;
  private final String typed;
  private String node = FIRST_NODE;
  private @Nullable String digits;
  private int asked;
  private Optional<String> ended = Optional.empty();

  /**
   * @param typed what the caller types when asked
   */
  ComagicCall(ComagicWire wire, String typed) {
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
    return wire.ask(node, digits);
  }

  @Override
  public void hear(Step.Send sent, Heard heard) {
    if (heard instanceof Heard.Answered(int _, Answer.Instructed(Decision decision))) {
      follow(decision.instructions());
    } else {
      fallBack();
    }
  }

  private void follow(List<Instruction> instructions) {
    Optional<Forward> forward = first(instructions, Forward.class);
    Optional<GoTo> branch = first(instructions, GoTo.class);
    if (forward.isPresent()) {
      ended = Optional.of("forwarded to " + String.join(", ", forward.get().to()));
    } else if (branch.isPresent() && !branch.get().branches().isEmpty()) {
      node = behind(branch.get().branches().getFirst());
      digits = typed;
    } else if (first(instructions, Play.class).isPresent() && digits == null) {
      digits = typed;
    } else {
      fallBack();
    }
  }

  /** The node that a branch leads to, under a name that a URL takes as it is. */
  private static String behind(String code) {
    String name = "branch-" + code.replaceAll("[^A-Za-z0-9]", "-");
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  private void fallBack() {
    if (node.equals(FIRST_NODE) && digits == null) {
      node = FALLBACK_NODE;
      digits = typed;
    } else {
      ended = Optional.of("the scenario's fallback rang an employee");
    }
  }

  private static <T extends Instruction> Optional<T> first(
      List<Instruction> instructions, Class<T> type) {
    return instructions.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
