package dev.ringbus.dialect.mts;

import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Forward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one command that MTS can be given of a decision at some moment. Of several it is the first
 * forward, since whoever greets and then forwards means the caller to reach somebody; without a
 * forward it is the first that is possible.
 *
 * @param dropped why each instruction or field that does not remain was dropped
 */
record Commands(Optional<Command> command, List<String> dropped) {

  /** What remains of the decision at that moment. */
  static Commands of(Decision decision, Moment moment) {
    List<Fitting> fittings =
        decision.instructions().stream().map(each -> new Fitting(each, moment)).toList();
    Optional<Fitting> chosen =
        first(fittings, Forward.class).or(() -> first(fittings, Instruction.class));
    List<String> dropped = new ArrayList<>();
    for (Fitting fitting : fittings) {
      boolean isLeftOver = fitting.command().isPresent() && chosen.get() != fitting;
      dropped.addAll(
          isLeftOver
              ? List.of(fitting.name() + " is one too many: MTS takes one instruction at a time")
              : fitting.dropped());
    }
    return new Commands(chosen.flatMap(Fitting::command), dropped);
  }

  private static Optional<Fitting> first(
      List<Fitting> fittings, Class<? extends Instruction> kind) {
    return fittings.stream()
        .filter(fitting ->
            fitting.command().map(Command::instruction).filter(kind::isInstance).isPresent())
        .findFirst();
  }
}
