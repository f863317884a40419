package dev.ringbus.dialect.mts;

import dev.ringbus.model.Instruction.Destination;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of a number in {@code Param} of {@code ReturnCRMData}. */
final class Destinations {

  private static final Pattern PUNCTUATION = Pattern.compile("[ ().-]");

  private static final Pattern PUBLIC = Pattern.compile("\\+?([0-9]{3,15})");

  private static final Pattern SHORT = Pattern.compile("[0-9]{4}");

  /** {@code PBX} in Latin or Cyrillic letters, or both, as people paste it from the seed. */
  private static final Pattern PBX = Pattern.compile("[PpРр][BbВв][XxХх]([A-Za-z0-9_.-]+)");

  /**
   * Ten characters of an access code, and then {@code U} with the four of a login; or {@code 8000},
   * the access code and an internal number.
   */
  private static final Pattern OUTGOING =
      Pattern.compile("[A-Za-z0-9]{10}U[A-Za-z0-9_.-]{4}|8000[A-Za-z0-9]{10}[0-9]+");

  private Destinations() {}

  /** The number in the form that MTS takes at that moment; empty if it has none. */
  static Optional<String> find(Destination as, String text, Moment moment) {
    return switch (as) {
      case NUMBER -> publicNumber(text);
      case EXTENSION -> Optional.of(text.strip()).filter(SHORT.asMatchPredicate());
      case PBX ->
          Optional.of(text.strip())
              .flatMap(name -> moment.takesPbxNames() ? pbxName(name) : Optional.empty())
              .or(() -> moment.takesOutgoingNames() ? outgoingName(text) : Optional.empty());
    };
  }

  /** What would have been right, as the end of "forward takes …". */
  static String form(Destination as) {
    return switch (as) {
      case NUMBER -> "a public number in digits";
      case EXTENSION -> "a short number of four digits";
      case PBX ->
          "a softswitch number, PBX with letters and digits (on the poll of an outgoing call an"
              + " access code with U and a login, or 8000, an access code and an internal number)";
    };
  }

  /** As digits, without punctuation and {@code +}. */
  private static Optional<String> publicNumber(String text) {
    Matcher number = PUBLIC.matcher(PUNCTUATION.matcher(text).replaceAll(""));
    return number.matches() ? Optional.of(number.group(1)) : Optional.empty();
  }

  /**
   * In Latin letters. Three to five digits follow {@code PBX} in the area code 495, letters too in
   * others; which area it is in cannot be seen from here, so both are taken.
   */
  static Optional<String> pbxName(String text) {
    Matcher name = PBX.matcher(text);
    return name.matches() ? Optional.of("PBX" + name.group(1)) : Optional.empty();
  }

  /** Where the outgoing service can send a connected call. */
  private static Optional<String> outgoingName(String text) {
    return Optional.of(text.strip()).filter(OUTGOING.asMatchPredicate());
  }
}
