package dev.ringbus.dialect.mts;

import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.EndedBy;
import org.jspecify.annotations.Nullable;

/** {@code Result} of {@code EndCall}: who ended the call. */
enum EndResult {
  /** The default value, which says nothing. */
  UNSAID("0", null, null),
  CALLER_HUNG_UP("1", EndedBy.CALLER, null),
  CALLEE_HUNG_UP("2", EndedBy.CALLEE, null),
  CALLER_HUNG_UP_WHILE_DIALLING("3", EndedBy.CALLER, CallOutcome.CANCELLED),
  NO_DESTINATION_AVAILABLE("4", EndedBy.PLATFORM, CallOutcome.UNAVAILABLE);

  private final String code;
  private final @Nullable EndedBy endedBy;
  private final @Nullable CallOutcome outcome;

  EndResult(String code, @Nullable EndedBy endedBy, @Nullable CallOutcome outcome) {
    this.code = code;
    this.endedBy = endedBy;
    this.outcome = outcome;
  }

  /** The result of that code; any other code says nothing. */
  static EndResult read(String code) {
    for (EndResult result : values()) {
      if (result.code.equals(code)) {
        return result;
      }
    }
    return UNSAID;
  }

  /** The result that tells most of this. */
  static EndResult of(@Nullable EndedBy endedBy, @Nullable CallOutcome outcome) {
    return switch (endedBy) {
      case CALLER ->
          outcome == CallOutcome.CANCELLED ? CALLER_HUNG_UP_WHILE_DIALLING : CALLER_HUNG_UP;
      case CALLEE -> CALLEE_HUNG_UP;
      case PLATFORM -> outcome == CallOutcome.UNAVAILABLE ? NO_DESTINATION_AVAILABLE : UNSAID;
      case null -> UNSAID;
    };
  }

  String code() {
    return code;
  }

  @Nullable EndedBy endedBy() {
    return endedBy;
  }

  @Nullable CallOutcome outcome() {
    return outcome;
  }
}
