package dev.ringbus.dialect.mts;

import dev.ringbus.model.CallOutcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code Result} of {@code Transfer}, and of {@code ShortTransfer} alike: three codes of the
 * platform; otherwise a release code of the destination, which is a SIP response code if it has
 * three digits.
 */
final class TransferResult {

  private static final String CONNECTED = "1280";
  private static final String NO_ANSWER = "1284";
  private static final String USER_BUSY = "1289";

  /** Request timeout. */
  private static final Set<String> SIP_NO_ANSWER = Set.of("408");

  /** Busy here, busy everywhere, declined by the person. */
  private static final Set<String> SIP_BUSY = Set.of("486", "600", "603");

  /** Request terminated: the caller gave up. */
  private static final Set<String> SIP_CANCELLED = Set.of("487");

  /** Not found, gone, temporarily unavailable, incomplete, service unavailable, nowhere. */
  private static final Set<String> SIP_UNAVAILABLE =
      Set.of("404", "410", "480", "484", "503", "604");

  private TransferResult() {}

  static boolean isConnected(String result) {
    return result.equals(CONNECTED);
  }

  /** How the leg turned out; null if nothing is said. */
  static @Nullable CallOutcome read(String result) {
    if (result.isEmpty()) {
      return null;
    }
    return switch (result) {
      case CONNECTED -> CallOutcome.ANSWERED;
      case NO_ANSWER -> CallOutcome.NO_ANSWER;
      case USER_BUSY -> CallOutcome.BUSY;
      default -> sip(result);
    };
  }

  private static CallOutcome sip(String code) {
    if (SIP_NO_ANSWER.contains(code)) {
      return CallOutcome.NO_ANSWER;
    }
    if (SIP_BUSY.contains(code)) {
      return CallOutcome.BUSY;
    }
    if (SIP_CANCELLED.contains(code)) {
      return CallOutcome.CANCELLED;
    }
    return SIP_UNAVAILABLE.contains(code) ? CallOutcome.UNAVAILABLE : CallOutcome.FAILED;
  }

  /** The code that reads as this outcome; empty if none is known. */
  static String write(@Nullable CallOutcome outcome) {
    return switch (outcome) {
      case null -> "";
      case ANSWERED -> CONNECTED;
      case NO_ANSWER -> NO_ANSWER;
      case BUSY -> USER_BUSY;
      case CANCELLED -> "487";
      case UNAVAILABLE -> "480";
      case FAILED -> "500";
    };
  }
}
