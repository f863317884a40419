package dev.ringbus.simulator.mts;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import java.util.Arrays;
import java.util.Objects;

/** What the platform reports, as the seed numbers it. */
enum MtsEvent {
  CALL_ACCEPTED(1, CallEventType.CALL_STARTED),
  CALL_ANSWERED(2, CallEventType.CALL_ACCEPTED),
  HELLO_MESSAGE(3, CallEventType.PROMPT_PLAYED),
  DTMF(4, CallEventType.DIGITS_RECEIVED),
  T38(5, CallEventType.FAX_DETECTED),
  FAX_TONE(6, CallEventType.FAX_DETECTED),
  RUN_IVR(7, CallEventType.MENU_STARTED),
  GO_TO_TRANSFER(8, CallEventType.LEG_RINGING),
  TRANSFER(9, CallEventType.LEG_ENDED),
  GO_TO_SHORT_TRANSFER(10, CallEventType.LEG_RINGING),
  SHORT_TRANSFER(11, CallEventType.LEG_ENDED),
  OPERATOR_TRANSFER(12, CallEventType.LEG_RINGING),
  REC_START(13, CallEventType.RECORDING_STARTED),
  REC_STOP(14, CallEventType.RECORDING_STOPPED),
  END_CALL(15, CallEventType.CALL_ENDED),
  PREPARE_TO_CONNECT(16, CallEventType.LEG_PREPARING),
  B_DROPPED(17, CallEventType.LEG_ENDED),
  SUBSCRIBER_FREE_RECEIVED(18, CallEventType.SUBSCRIBER_AVAILABLE);

  private final int code;
  private final CallEventType type;

  MtsEvent(int code, CallEventType type) {
    this.code = code;
    this.type = type;
  }

  int code() {
    return code;
  }

  /** The report that a fact was told with. */
  static MtsEvent of(CallEvent fact) {
    Object code = fact.raw().get("EventType");
    return Arrays.stream(values())
        .filter(event -> Objects.equals(code, (long) event.code))
        .findFirst()
        .orElseThrow();
  }

  /** What it is to the hub; a transfer that was connected is not the end of a leg. */
  CallEventType type(TransferResult result) {
    return isTransferResult() && result == TransferResult.CONNECTED
        ? CallEventType.LEG_CONNECTED
        : type;
  }

  boolean isTransferResult() {
    return this == TRANSFER || this == SHORT_TRANSFER;
  }

  /** Whether the platform does what the answer to this report says. */
  boolean isDecisionPoint(Service service) {
    return switch (this) {
      case CALL_ACCEPTED -> true;
      case CALL_ANSWERED, HELLO_MESSAGE, DTMF, PREPARE_TO_CONNECT, B_DROPPED ->
          service == Service.SECRETARY;
      default -> false;
    };
  }
}
