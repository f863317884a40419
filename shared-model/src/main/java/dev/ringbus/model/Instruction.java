package dev.ringbus.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a PBX can be told to do with a live call. Each dialect encodes what it can. */
public sealed interface Instruction {

  /** The instruction's key in YAML and JSON, for example {@code forward}. */
  String name();

  /** What the entries of {@link Forward#to} are. */
  enum Destination implements WireName {
    /** A public number. */
    NUMBER("number"),
    /** An internal short number. */
    EXTENSION("extension"),
    /** A softswitch destination of the vendor ({@code PBX…} on MTS). */
    PBX("pbx");

    private final String wireName;

    Destination(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /**
   * Rings other numbers for the caller.
   *
   * @param to at least one destination, in order of preference
   * @param record whether the conversation is recorded
   * @param ringFor seconds to wait for an answer; the PBX's own limit if absent
   * @param isFinal {@code final} on the wire: whether the scenario ends with this
   * @param earlyMedia whether the caller hears the far end before the answer
   */
  record Forward(
      List<String> to,
      Destination as,
      boolean record,
      @Nullable Integer ringFor,
      boolean isFinal,
      boolean earlyMedia)
      implements Instruction {

    public Forward {
      to = List.copyOf(to);
      if (to.isEmpty()) {
        throw new IllegalArgumentException("forward needs at least one destination");
      }
    }

    /** To public numbers, with the defaults of the vocabulary. */
    public static Forward toNumbers(String... to) {
      return new Forward(List.of(to), Destination.NUMBER, false, null, true, false);
    }

    @Override
    public String name() {
      return "forward";
    }
  }

  /**
   * Plays a file, or speaks a text, to the caller; exactly one of the two.
   *
   * @param file name in the vendor's file base, with its extension
   * @param resume whether the scenario goes on where it was
   * @param background whether the scenario goes on meanwhile
   * @param digitsInto the variable that typed digits go to
   */
  record Play(
      @Nullable String file,
      @Nullable String text,
      boolean resume,
      boolean background,
      @Nullable String digitsInto)
      implements Instruction {

    public Play {
      if ((file == null) == (text == null)) {
        throw new IllegalArgumentException("play needs exactly one of file and text");
      }
    }

    public static Play file(String file) {
      return new Play(file, null, false, false, null);
    }

    public static Play text(String text) {
      return new Play(null, text, false, false, null);
    }

    @Override
    public String name() {
      return "play";
    }
  }

  /**
   * Plays to the employee before the conversation: a file, a text, or nothing at all ({@code none},
   * which silences what the PBX would play by itself); exactly one of the three.
   */
  record Whisper(@Nullable String file, @Nullable String text, boolean none)
      implements Instruction {

    public Whisper {
      int given = (file == null ? 0 : 1) + (text == null ? 0 : 1) + (none ? 1 : 0);
      if (given != 1) {
        throw new IllegalArgumentException("whisper needs exactly one of file, text and none");
      }
    }

    public static Whisper file(String file) {
      return new Whisper(file, null, false);
    }

    public static Whisper text(String text) {
      return new Whisper(null, text, false);
    }

    public static Whisper nothing() {
      return new Whisper(null, null, true);
    }

    @Override
    public String name() {
      return "whisper";
    }
  }

  /**
   * Jumps inside the PBX's own scenario: to a {@code branch} (one code or several, in order), to an
   * {@code option} of a {@code context}, or to a {@code menu}; exactly one of the three forms.
   *
   * @param branches codes as text; empty in the other two forms
   * @param priority only with a context, and only where the PBX has priorities
   */
  record GoTo(
      List<String> branches,
      @Nullable String context,
      @Nullable String option,
      @Nullable Integer priority,
      @Nullable String menu)
      implements Instruction {

    public GoTo {
      branches = List.copyOf(branches);
      int forms = (branches.isEmpty() ? 0 : 1) + (context == null ? 0 : 1) + (menu == null ? 0 : 1);
      if (forms != 1 || (context == null) != (option == null)) {
        throw new IllegalArgumentException(
            "goto needs exactly one of branch, context with option, and menu");
      }
      if (priority != null && context == null) {
        throw new IllegalArgumentException("goto has a priority only with a context");
      }
    }

    public static GoTo branch(String... codes) {
      return new GoTo(List.of(codes), null, null, null, null);
    }

    public static GoTo context(String context, String option) {
      return new GoTo(List.of(), context, option, null, null);
    }

    public static GoTo menu(String menu) {
      return new GoTo(List.of(), null, null, null, menu);
    }

    @Override
    public String name() {
      return "goto";
    }
  }

  /** Ends the call. */
  record Hangup() implements Instruction {
    @Override
    public String name() {
      return "hangup";
    }
  }

  /** Waits. */
  record Pause(int seconds) implements Instruction {

    public Pause {
      if (seconds < 0) {
        throw new IllegalArgumentException("pause takes 0 or more seconds, not " + seconds);
      }
    }

    @Override
    public String name() {
      return "pause";
    }
  }

  /** Sets a variable of the PBX's scenario; the instruction {@code set}. */
  record SetVariable(String variable, String value) implements Instruction {
    @Override
    public String name() {
      return "set";
    }
  }

  /** Sets what is shown to the called party; the instruction {@code present}. */
  record Present(String callerName, String number) implements Instruction {
    @Override
    public String name() {
      return "present";
    }
  }

  /** Breaks a consultation call and goes back to the subscriber; the instruction {@code return}. */
  record Return() implements Instruction {
    @Override
    public String name() {
      return "return";
    }
  }
}
