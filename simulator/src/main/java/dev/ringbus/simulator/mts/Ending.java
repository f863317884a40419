package dev.ringbus.simulator.mts;

import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.EndedBy;
import org.jspecify.annotations.Nullable;

/** How a call ended, as {@code Result} of {@code EndCall}. */
enum Ending {
  UNSAID("0", null, null),
  CALLER_HUNG_UP("1", EndedBy.CALLER, null),
  CALLEE_HUNG_UP("2", EndedBy.CALLEE, null),
  CALLER_HUNG_UP_WHILE_DIALLING("3", EndedBy.CALLER, CallOutcome.CANCELLED),
  NO_DESTINATION_AVAILABLE("4", EndedBy.PLATFORM, CallOutcome.UNAVAILABLE);

  private final String code;
  private final @Nullable EndedBy endedBy;
  private final @Nullable CallOutcome outcome;

  Ending(String code, @Nullable EndedBy endedBy, @Nullable CallOutcome outcome) {
    this.code = code;
    this.endedBy = endedBy;
    this.outcome = outcome;
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
