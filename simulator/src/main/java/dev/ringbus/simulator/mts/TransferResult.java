package dev.ringbus.simulator.mts;

import dev.ringbus.model.CallOutcome;

/** How forwarding turned out, as {@code Result} of {@code Transfer}. */
enum TransferResult {
  CONNECTED("1280", CallOutcome.ANSWERED),
  NO_ANSWER("1284", CallOutcome.NO_ANSWER),
  BUSY("1289", CallOutcome.BUSY),
  /** A response of SIP, which the seed has as its example. */
  SIP_BUSY("486", CallOutcome.BUSY);

  private final String code;
  private final CallOutcome outcome;

  TransferResult(String code, CallOutcome outcome) {
    this.code = code;
    this.outcome = outcome;
  }

  String code() {
    return code;
  }

  CallOutcome outcome() {
    return outcome;
  }
}
