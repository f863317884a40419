package dev.ringbus.simulator.callevent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instructions in words: {@code forward=0306}, {@code hangup}, {@code play=hold}. */
public final class InstructionWords {

  /** All words, for people. */
  public static final String WORDS =
      "forward=NUMBER, forward-pbx=NAME, play=FILE, menu=NAME, hangup or return";

  private static final Pattern FORM = Pattern.compile("([a-z-]+)(?:=(\\S+))?");

  /** A number of more digits is one of the public network. */
  private static final int LONGEST_SHORT_NUMBER = 6;

  private InstructionWords() {}

  /**
   * What the word says.
   *
   * @throws IllegalArgumentException if it says nothing; the message is for people
   */
  public static Returned read(String text) {
    Matcher form = FORM.matcher(text);
    String word = form.matches() ? form.group(1) : "";
    String value = form.matches() && form.group(2) != null ? form.group(2) : "";
    return switch (word + (value.isEmpty() ? "" : "=")) {
      case "forward=" ->
          value.length() > LONGEST_SHORT_NUMBER
              ? Returned.transferDn(value)
              : Returned.transferExt(value);
      case "forward-pbx=" -> Returned.transferPbx(value);
      case "play=" -> Returned.playPrompt(value);
      case "menu=" -> Returned.playMenuBlock(value);
      case "hangup" -> Returned.hangup();
      case "return" -> Returned.backFromConsultCall();
      default -> throw new IllegalArgumentException("expected " + WORDS + ", got " + text);
    };
  }
}
