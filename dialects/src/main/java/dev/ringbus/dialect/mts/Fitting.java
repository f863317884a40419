package dev.ringbus.dialect.mts;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One instruction at some moment: the command that remains of it, and what does not remain. */
final class Fitting {

  private final Moment moment;

  private final String name;

  private final List<String> dropped = new ArrayList<>();

  private final @Nullable Command command;

  Fitting(Instruction instruction, Moment moment) {
    this.moment = moment;
    name = instruction.name();
    command = fit(instruction);
  }

  /** The instruction's. */
  String name() {
    return name;
  }

  Optional<Command> command() {
    return Optional.ofNullable(command);
  }

  /** Why the instruction, or fields of it, do not remain. */
  List<String> dropped() {
    return dropped;
  }

  private @Nullable Command fit(Instruction instruction) {
    return switch (instruction) {
      case Forward forward -> forward(forward);
      case Play play -> play(play);
      case Whisper whisper -> whisper(whisper);
      case GoTo jump -> goTo(jump);
      case Hangup hangup -> possible(hangup, Action.HANGUP, "");
      case Return back -> possible(back, Action.BACK_FROM_CONSULT_CALL, "");
      case Pause _, SetVariable _, Present _ -> impossible(instruction, "is not possible on MTS");
    };
  }

  private @Nullable Command possible(Instruction instruction, Action action, String param) {
    if (!moment.takes(action)) {
      return impossible(instruction, "is not possible " + moment.phrase());
    }
    return action.hasParam() && !isText(param)
        ? impossible(instruction, "has nothing in it that MTS could read")
        : new Command(instruction, action, param);
  }

  /** Neither blank nor half a character, which UTF-8 cannot write. */
  private static boolean isText(String param) {
    return !param.isBlank() && StandardCharsets.UTF_8.newEncoder().canEncode(param);
  }

  private @Nullable Command impossible(Instruction instruction, String why) {
    dropped.add(instruction.name() + " " + why);
    return null;
  }

  private @Nullable Command play(Play play) {
    if (play.file() == null) {
      return impossible(play, "takes a file on MTS, not a text");
    }
    Command command =
        prompt(
            new Play(play.file(), null, play.resume(), false, null),
            play.resume() ? Action.PLAY_PROMPT_AND_BACK : Action.PLAY_PROMPT,
            play.file());
    if (command != null && play.background()) {
      dropped.add("play has no background on MTS");
    }
    if (command != null && play.digitsInto() != null) {
      dropped.add("play has no digitsInto on MTS");
    }
    return command;
  }

  private @Nullable Command whisper(Whisper whisper) {
    if (whisper.none()) {
      return possible(whisper, Action.IGNORE_PROMPT_TO_OPERATOR, "");
    }
    if (whisper.file() == null) {
      return impossible(whisper, "takes a file or none on MTS, not a text");
    }
    return prompt(Whisper.file(whisper.file()), Action.PLAY_PROMPT_TO_OPERATOR, whisper.file());
  }

  private @Nullable Command prompt(Instruction instruction, Action action, String file) {
    Optional<String> fault = moment.takes(action) ? PromptName.fault(file) : Optional.empty();
    return fault.isPresent()
        ? impossible(instruction, "takes " + fault.get())
        : possible(instruction, action, file);
  }

  private @Nullable Command goTo(GoTo jump) {
    return jump.menu() == null
        ? impossible(jump, "takes a menu on MTS")
        : possible(jump, Action.PLAY_MENU_BLOCK, jump.menu());
  }

  private @Nullable Command forward(Forward forward) {
    Action plain =
        switch (forward.as()) {
          case NUMBER -> Action.TRANSFER_DN;
          case EXTENSION -> Action.TRANSFER_EXT;
          case PBX -> Action.TRANSFER_PBX;
        };
    Action recording =
        switch (forward.as()) {
          case NUMBER -> Action.TRANSFER_DN_REC;
          case EXTENSION -> plain;
          case PBX -> Action.TRANSFER_PBX_REC;
        };
    Optional<String> number =
        forward.to().stream()
            .flatMap(to -> Destinations.find(forward.as(), to, moment).stream())
            .findFirst();
    if (moment.takes(plain) && number.isEmpty()) {
      return impossible(forward, "takes " + Destinations.form(forward.as()) + " on MTS");
    }
    boolean isRecorded = forward.record() && recording != plain && moment.takes(recording);
    Command command =
        possible(
            new Forward(List.of(number.orElse("")), forward.as(), isRecorded, null, true, false),
            isRecorded ? recording : plain,
            number.orElse(""));
    if (command != null) {
      dropFields(forward, isRecorded);
    }
    return command;
  }

  private void dropFields(Forward forward, boolean isRecorded) {
    if (forward.to().size() > 1) {
      dropped.add("forward takes one number on MTS, not " + forward.to().size());
    }
    if (forward.record() && !isRecorded) {
      dropped.add("forward has no record as " + forward.as().wireName() + " " + moment.phrase());
    }
    if (forward.ringFor() != null) {
      dropped.add("forward has no ringFor on MTS");
    }
    if (!forward.isFinal()) {
      dropped.add("forward is always final on MTS");
    }
    if (forward.earlyMedia()) {
      dropped.add("forward has no earlyMedia on MTS");
    }
  }
}
