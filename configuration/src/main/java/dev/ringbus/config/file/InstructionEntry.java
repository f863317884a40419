package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.Between;
import dev.ringbus.config.yaml.Form.Default;
import dev.ringbus.config.yaml.Form.ExactlyOne;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Form.Needs;
import dev.ringbus.config.yaml.Form.NotEmpty;
import dev.ringbus.config.yaml.Form.OneKey;
import dev.ringbus.config.yaml.Form.OrEmpty;
import dev.ringbus.config.yaml.Form.OrNumber;
import dev.ringbus.config.yaml.Form.OrSingle;
import dev.ringbus.config.yaml.Form.Required;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.Instruction;
import java.util.List;

/** One thing that a PBX is told to do. It is read only if nothing in it has a fault. */
@Named("instruction")
@OneKey("an instruction, a map of one key such as {hangup: {}}")
public sealed interface InstructionEntry {

  /** The instruction itself. */
  Instruction toInstruction();

  /** Rings other numbers. */
  @Named("forward")
  @About("Rings other numbers for the caller.")
  record Forward(
      @Required @NotEmpty @OrSingle @OrNumber @About("The destinations, in order of preference.")
          Setting<List<Setting<String>>> to,
      @Default("number") @About("What the destinations are.") Setting<Instruction.Destination> as,
      @Default("false") @About("Whether the conversation is recorded.") Setting<Boolean> record,
      @Between(min = "1", max = "3600") @About("Seconds to wait for an answer.")
          Setting<Integer> ringFor,
      @Named("final") @Default("true") @About("Whether the PBX's scenario ends with this.")
          Setting<Boolean> isFinal,
      @Default("false") @About("Whether the caller hears the far end before the answer.")
          Setting<Boolean> earlyMedia)
      implements InstructionEntry {

    @Override
    public Instruction toInstruction() {
      return new Instruction.Forward(
          texts(to), as.get(), record.get(), ringFor.orNull(), isFinal.get(), earlyMedia.get());
    }
  }

  /** Plays to the caller. */
  @Named("play")
  @About("Plays a file, or speaks a text, to the caller.")
  @ExactlyOne({"file", "text"})
  record Play(
      @About("Name in the PBX's file base, with its extension.") Setting<String> file,
      @About("What is spoken.") Setting<String> text,
      @Default("false") @About("Whether the scenario then goes on where it was.")
          Setting<Boolean> resume,
      @Default("false") @About("Whether the scenario goes on meanwhile.")
          Setting<Boolean> background,
      @About("The variable that typed digits go to.") Setting<String> digitsInto)
      implements InstructionEntry {

    @Override
    public Instruction toInstruction() {
      return new Instruction.Play(
          file.orNull(), text.orNull(), resume.get(), background.get(), digitsInto.orNull());
    }
  }

  /** Plays to the employee. */
  @Named("whisper")
  @About("Plays to the employee before the conversation.")
  @ExactlyOne({"file", "text", "none"})
  record Whisper(
      @About("Name in the PBX's file base, with its extension.") Setting<String> file,
      @About("What is spoken.") Setting<String> text,
      @About("true silences what the PBX would play by itself.") Setting<True> none)
      implements InstructionEntry {

    @Override
    public Instruction toInstruction() {
      return new Instruction.Whisper(file.orNull(), text.orNull(), none.isGiven());
    }
  }

  /** Jumps inside the PBX's scenario. */
  @Named("goto")
  @About("Jumps inside the PBX's own scenario.")
  @ExactlyOne({"branch", "context", "menu"})
  record GoTo(
      @NotEmpty @OrSingle @OrNumber @About("A return code of the scenario, or several in order.")
          Setting<List<Setting<String>>> branch,
      @Needs("option") @OrNumber @About("A context of the scenario.") Setting<String> context,
      @Needs("context") @OrNumber @About("The option in the context.") Setting<String> option,
      @Needs("context")
          @Between(min = "1", max = "1000")
          @About("Where the option begins, if the PBX has priorities.")
          Setting<Integer> priority,
      @OrNumber @About("A menu block.") Setting<String> menu)
      implements InstructionEntry {

    @Override
    public Instruction toInstruction() {
      return new Instruction.GoTo(
          branch.isGiven() ? texts(branch) : List.of(),
          context.orNull(),
          option.orNull(),
          priority.orNull(),
          menu.orNull());
    }
  }

  /** Ends the call. */
  @Named("hangup")
  @About("Ends the call.")
  record Hangup() implements InstructionEntry {

    @Override
    public Instruction toInstruction() {
      return new Instruction.Hangup();
    }
  }

  /** Waits. */
  @Named("pause")
  @About("Waits.")
  record Pause(
      @Required @Between(min = "0", max = "3600") @About("How long.") Setting<Integer> seconds)
      implements InstructionEntry {

    @Override
    public Instruction toInstruction() {
      return new Instruction.Pause(seconds.get());
    }
  }

  /** Sets a variable. */
  @Named("set")
  @About("Sets a variable of the PBX's scenario.")
  record SetVariable(
      @Required @About("Which.") Setting<String> name,
      @Required @OrNumber @OrEmpty @About("To what.") Setting<String> value)
      implements InstructionEntry {

    @Override
    public Instruction toInstruction() {
      return new Instruction.SetVariable(name.get(), value.get());
    }
  }

  /** Sets what the called party sees. */
  @Named("present")
  @About("Sets what is shown to the called party.")
  record Present(
      @Required @About("The name.") Setting<String> name,
      @Required @OrNumber @About("The number.") Setting<String> number)
      implements InstructionEntry {

    @Override
    public Instruction toInstruction() {
      return new Instruction.Present(name.get(), number.get());
    }
  }

  /** Goes back to the subscriber. */
  @Named("return")
  @About("Breaks a consultation call and goes back to the subscriber.")
  record Return() implements InstructionEntry {

    @Override
    public Instruction toInstruction() {
      return new Instruction.Return();
    }
  }

  /** The only value that {@code none} has. */
  enum True {
    TRUE
  }

  private static List<String> texts(Setting<List<Setting<String>>> list) {
    return list.get().stream().map(Setting::get).toList();
  }
}
