package dev.ringbus.dialect.mts;

import dev.ringbus.model.CallEventType;
import java.util.Arrays;

/** What MTS reports: {@code EventType} of {@code CRMData}, named as in the seed. */
enum EventType {
  CALL_ACCEPTED(1, CallEventType.CALL_STARTED),
  /** The platform answered, not a person. */
  CALL_ANSWERED(2, CallEventType.CALL_ACCEPTED),
  HELLO_MESSAGE(3, CallEventType.PROMPT_PLAYED),
  DTMF(4, CallEventType.DIGITS_RECEIVED),
  T38(5, CallEventType.FAX_DETECTED),
  FAX_TONE(6, CallEventType.FAX_DETECTED),
  RUN_IVR(7, CallEventType.MENU_STARTED),
  GO_TO_TRANSFER(8, CallEventType.LEG_RINGING),
  /** The leg ended, unless {@code Result} says that it was connected. */
  TRANSFER(9, CallEventType.LEG_ENDED),
  GO_TO_SHORT_TRANSFER(10, CallEventType.LEG_RINGING),
  /** As {@link #TRANSFER}. */
  SHORT_TRANSFER(11, CallEventType.LEG_ENDED),
  OPERATOR_TRANSFER(12, CallEventType.LEG_RINGING),
  REC_START(13, CallEventType.RECORDING_STARTED),
  REC_STOP(14, CallEventType.RECORDING_STOPPED),
  END_CALL(15, CallEventType.CALL_ENDED),
  PREPARE_TO_CONNECT(16, CallEventType.LEG_PREPARING),
  B_DROPPED(17, CallEventType.LEG_ENDED),
  SUBSCRIBER_FREE_RECEIVED(18, CallEventType.SUBSCRIBER_AVAILABLE),
  /** Any number that the seed does not have. */
  OTHER(0, CallEventType.VENDOR_OTHER);

  private final int code;

  private final CallEventType type;

  EventType(int code, CallEventType type) {
    this.code = code;
    this.type = type;
  }

  /** The event of that number; {@link #OTHER} if there is none. */
  static EventType read(int code) {
    return Arrays.stream(values()).filter(event -> event.code == code).findFirst().orElse(OTHER);
  }

  int code() {
    return code;
  }

  /** What it is to the hub. */
  CallEventType type(String result) {
    return isTransferResult() && TransferResult.isConnected(result)
        ? CallEventType.LEG_CONNECTED
        : type;
  }

  /** Whether {@code Result} tells how a transfer turned out. */
  boolean isTransferResult() {
    return this == TRANSFER || this == SHORT_TRANSFER;
  }

  /** Whether the employee's leg is named by its short number rather than in full. */
  boolean isToShortNumber() {
    return this == GO_TO_SHORT_TRANSFER || this == SHORT_TRANSFER || this == OPERATOR_TRANSFER;
  }
}
