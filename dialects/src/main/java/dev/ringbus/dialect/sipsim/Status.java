package dev.ringbus.dialect.sipsim;

import dev.ringbus.model.CallOutcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code status}: in the vendor's list in lower case, in its examples in upper case. Generation B
 * says {@code MISSED} as well.
 */
final class Status {

  private Status() {}

  /** How the leg or call turned out; null if nothing known is said. */
  static @Nullable CallOutcome read(@Nullable String status) {
    if (status == null) {
      return null;
    }
    return switch (status.strip().toLowerCase(Locale.ROOT)) {
      case "answer" -> CallOutcome.ANSWERED;
      case "noanswer", "missed" -> CallOutcome.NO_ANSWER;
      case "busy" -> CallOutcome.BUSY;
      case "cancel" -> CallOutcome.CANCELLED;
      case "unavailable" -> CallOutcome.UNAVAILABLE;
      case "other" -> CallOutcome.FAILED;
      default -> null;
    };
  }

  /** The status of one employee's leg. */
  static String ofLeg(CallOutcome outcome) {
    return switch (outcome) {
      case ANSWERED -> "ANSWER";
      case NO_ANSWER -> "NOANSWER";
      case BUSY -> "BUSY";
      case CANCELLED -> "CANCEL";
      case UNAVAILABLE -> "UNAVAILABLE";
      case FAILED -> "OTHER";
    };
  }

  /**
   * The status of a whole call, of which generation A says less than of a leg, and B little more.
   */
  static String ofCall(CallOutcome outcome, Generation generation) {
    return switch (outcome) {
      case ANSWERED -> "ANSWER";
      case BUSY -> generation == Generation.B ? "BUSY" : "NOANSWER";
      case NO_ANSWER, CANCELLED, UNAVAILABLE, FAILED -> "NOANSWER";
    };
  }
}
