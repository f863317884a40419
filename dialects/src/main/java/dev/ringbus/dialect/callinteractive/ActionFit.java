package dev.ringbus.dialect.callinteractive;

import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.callinteractive.CallInteractiveOptions.Profile;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Pause;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Present;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Instruction.SetVariable;
import dev.ringbus.model.Instruction.Whisper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an IVR can do: up to ten actions in order, the last of them a hangup if there is one. */
final class ActionFit {

  /** Telphin's limit; VoipNow states none. */
  static final int MOST_ACTIONS = 10;

  /** A destination that a list with commas can hold. */
  private static final Pattern DESTINATION = Pattern.compile("[0-9A-Za-z*#+_.@-]{1,64}");

  private static final Pattern EXTENSION = Pattern.compile("[0-9]{1,5}|[0-9]+\\*[0-9]+");

  private static final Pattern CONTEXT_NUMBER = Pattern.compile("[0-9]{1,18}");

  private final List<String> dropped = new ArrayList<>();
  private final Profile profile;

  private ActionFit(Profile profile) {
    this.profile = profile;
  }

  static Fit of(Decision decision, Profile profile) {
    return new ActionFit(profile).fit(decision);
  }

  private Fit fit(Decision decision) {
    List<Instruction> kept = new ArrayList<>();
    for (Instruction instruction : decision.instructions()) {
      Instruction reduced = reduce(instruction);
      if (reduced == null) {
        continue;
      }
      if (!kept.isEmpty() && kept.getLast() instanceof Hangup) {
        dropped.add(instruction.name() + " would never run after hangup");
      } else if (kept.size() == MOST_ACTIONS) {
        dropped.add(instruction.name() + " would be one more than 10 actions");
      } else {
        kept.add(reduced);
      }
    }
    return new Fit(new Decision(kept), dropped);
  }

  private @Nullable Instruction reduce(Instruction instruction) {
    return switch (instruction) {
      case Forward forward -> forward(forward);
      case Play play -> play(play);
      case GoTo jump -> goTo(jump);
      case Hangup hangup -> hangup;
      case Pause pause -> pause;
      case SetVariable set ->
          keepIf(
              !set.variable().isBlank() && XmlText.holds(set.variable(), set.value()),
              set,
              "set needs a name, and a value of characters that XML has");
      case Present present ->
          keepIf(
              !present.callerName().isBlank()
                  && !present.number().isBlank()
                  && XmlText.holds(present.callerName(), present.number()),
              present,
              "present needs both a name and a number, or the whole answer is void");
      case Whisper _, Return _ -> {
        dropped.add(instruction.name() + " is unknown to callinteractive");
        yield null;
      }
    };
  }

  private @Nullable Forward forward(Forward forward) {
    if (profile == Profile.VOIPNOW) {
      dropped.add("forward is unknown to the profile voipnow");
      return null;
    }
    drop(forward.record(), "forward cannot record here");
    Integer ringFor = forward.ringFor();
    if (ringFor != null && ringFor < 1) {
      dropped.add("forward rings for a second or more here, not " + ringFor);
      ringFor = null;
    }
    if (forward.as() == Destination.PBX) {
      dropped.add("forward goes to numbers and extensions here, not to pbx");
      return null;
    }
    List<String> numbers = new ArrayList<>();
    for (String to : forward.to()) {
      if (DESTINATION.matcher(to).matches()) {
        numbers.add(to);
      } else {
        dropped.add("forward takes numbers without spaces and commas here");
      }
    }
    return numbers.isEmpty()
        ? null
        : toNumbers(numbers, ringFor, forward.isFinal(), forward.earlyMedia());
  }

  /** On this wire nothing but their form tells extensions from public numbers. */
  static Forward toNumbers(
      List<String> numbers, @Nullable Integer ringFor, boolean isFinal, boolean earlyMedia) {
    boolean extensions = numbers.stream().allMatch(to -> EXTENSION.matcher(to).matches());
    return new Forward(
        numbers,
        extensions ? Destination.EXTENSION : Destination.NUMBER,
        false,
        ringFor,
        isFinal,
        earlyMedia);
  }

  private @Nullable Play play(Play play) {
    String file = play.file();
    if (file == null || file.isBlank() || !XmlText.holds(file)) {
      dropped.add("play needs a file here, named in characters that XML has");
      return null;
    }
    drop(play.resume(), "play cannot resume the scenario here");
    String digitsInto = play.digitsInto();
    if (digitsInto != null && (digitsInto.isBlank() || !XmlText.holds(digitsInto))) {
      dropped.add("play needs a variable with a name to collect digits into");
      digitsInto = null;
    }
    if (digitsInto != null && !collectsDigits(play.background())) {
      dropped.add("play collects digits in the background only here");
      digitsInto = null;
    }
    return new Play(file, null, false, play.background(), digitsInto);
  }

  private boolean collectsDigits(boolean background) {
    return switch (profile) {
      case TELPHIN -> background;
      case VOIPNOW -> true;
    };
  }

  private @Nullable GoTo goTo(GoTo jump) {
    String context = jump.context();
    String option = jump.option();
    if (context == null || option == null) {
      dropped.add("goto takes a context and an option here, not a branch or a menu");
      return null;
    }
    if (!isContext(context, profile) || option.isBlank() || !XmlText.holds(context, option)) {
      dropped.add(
          switch (profile) {
            case TELPHIN -> "goto takes the number of a context, and an option, here";
            case VOIPNOW -> "goto takes the name of a context, and an option, here";
          });
      return null;
    }
    drop(jump.priority() != null && profile == Profile.TELPHIN, "goto has no priority here");
    return new GoTo(
        List.of(), context, option, profile == Profile.VOIPNOW ? jump.priority() : null, null);
  }

  static boolean isContext(String context, Profile profile) {
    return switch (profile) {
      case TELPHIN -> CONTEXT_NUMBER.matcher(context).matches();
      case VOIPNOW -> !context.isBlank();
    };
  }

  private @Nullable Instruction keepIf(boolean fits, Instruction instruction, String why) {
    drop(!fits, why);
    return fits ? instruction : null;
  }

  private void drop(boolean wanted, String why) {
    if (wanted) {
      dropped.add(why);
    }
  }
}
