package dev.ringbus.dialect.comagic;

import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.comagic.ComagicOptions.Codes;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a CoMagic node can do: either play, whisper and forward, each once, or go to a branch and
 * nothing else. The answer is an object, so the instructions have one order whatever theirs was.
 */
final class ComagicFit {

  /** Short numbers of employees are taken as well as public ones. */
  private static final Pattern PHONE = Pattern.compile("[0-9]{2,15}");

  private static final int LONGEST_EXTENSION = 5;

  private static final List<String> ORDER = List.of("play", "whisper", "forward", "goto");

  private final List<String> dropped = new ArrayList<>();
  private final ComagicOptions options;

  private ComagicFit(ComagicOptions options) {
    this.options = options;
  }

  static Fit of(Decision decision, ComagicOptions options) {
    return new ComagicFit(options).fit(decision);
  }

  private Fit fit(Decision decision) {
    List<Instruction> kept = new ArrayList<>();
    for (Instruction instruction : decision.instructions()) {
      Instruction reduced = reduce(instruction);
      if (reduced != null && mayJoin(reduced, kept)) {
        kept.add(reduced);
      }
    }
    kept.sort(Comparator.comparingInt(instruction -> ORDER.indexOf(instruction.name())));
    return new Fit(new Decision(kept), dropped);
  }

  private boolean mayJoin(Instruction instruction, List<Instruction> kept) {
    for (Instruction other : kept) {
      if (other.name().equals(instruction.name())) {
        dropped.add(instruction.name() + " can be given once here");
        return false;
      }
      if (other instanceof GoTo || instruction instanceof GoTo) {
        dropped.add(instruction.name() + " cannot stand beside " + other.name() + " here");
        return false;
      }
    }
    return true;
  }

  private @Nullable Instruction reduce(Instruction instruction) {
    return switch (instruction) {
      case Play play -> play(play);
      case Whisper whisper -> whisper(whisper);
      case Forward forward -> forward(forward);
      case GoTo jump -> goTo(jump);
      case Hangup _, Pause _, SetVariable _, Present _, Return _ -> {
        dropped.add(instruction.name() + " is unknown to comagic");
        yield null;
      }
    };
  }

  private @Nullable Play play(Play play) {
    drop(play.resume(), "play cannot resume the scenario here");
    drop(play.background(), "play cannot be in the background here");
    drop(play.digitsInto() != null, "play cannot collect digits here");
    if (!isSayable(play.file()) || !isSayable(play.text())) {
      dropped.add("play needs a file name or a text that is not blank");
      return null;
    }
    return new Play(play.file(), play.text(), false, false, null);
  }

  private @Nullable Whisper whisper(Whisper whisper) {
    if (whisper.none()) {
      dropped.add("whisper can replace the PBX's own message here, but not silence it");
      return null;
    }
    if (!isSayable(whisper.file()) || !isSayable(whisper.text())) {
      dropped.add("whisper needs a file name or a text that is not blank");
      return null;
    }
    return whisper;
  }

  private @Nullable Forward forward(Forward forward) {
    drop(forward.record(), "forward cannot record here");
    drop(forward.ringFor() != null, "forward has no ringing time here");
    drop(!forward.isFinal(), "forward is always final here");
    drop(forward.earlyMedia(), "forward cannot let early media through here");
    if (forward.as() == Destination.PBX) {
      dropped.add("forward goes to numbers and extensions here, not to pbx");
      return null;
    }
    List<String> phones = new ArrayList<>();
    for (String to : forward.to()) {
      String phone = to.startsWith("+") ? to.substring(1) : to;
      if (PHONE.matcher(phone).matches()) {
        phones.add(phone);
      } else {
        dropped.add("forward takes numbers of 2 to 15 digits here, not " + to);
      }
    }
    return phones.isEmpty() ? null : toPhones(phones);
  }

  /** On this wire nothing but their length tells extensions from public numbers. */
  static Forward toPhones(List<String> phones) {
    boolean extensions = phones.stream().allMatch(phone -> phone.length() <= LONGEST_EXTENSION);
    return new Forward(
        phones, extensions ? Destination.EXTENSION : Destination.NUMBER, false, null, true, false);
  }

  static boolean isPhone(String text) {
    return PHONE.matcher(text).matches();
  }

  private @Nullable GoTo goTo(GoTo jump) {
    List<String> codes = new ArrayList<>();
    for (String code : jump.branches()) {
      if (!isSayable(code)) {
        dropped.add("goto needs a branch that is not blank");
      } else if (options.codes() == Codes.COMMAS && code.contains(",")) {
        dropped.add("goto cannot have a comma in a branch where commas separate them");
      } else {
        codes.add(code);
      }
    }
    drop(jump.branches().isEmpty(), "goto takes a branch here, not a context or a menu");
    return codes.isEmpty() ? null : GoTo.branch(codes.toArray(String[]::new));
  }

  private void drop(boolean wanted, String why) {
    if (wanted) {
      dropped.add(why);
    }
  }

  /** Absent, or neither blank nor half a character, which UTF-8 cannot carry. */
  private static boolean isSayable(@Nullable String text) {
    return text == null || (!text.isBlank() && StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }
}
