package dev.ringbus.dialect.sipsim;

import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Direction;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What SipSim reports of a call, by the vendor's name. */
enum SipSimEvent {
  INCOMING_CALL_START("incoming_call_start", CallEventType.CALL_STARTED, Direction.INBOUND),
  INCOMING_CALL_START_CHAIN_MEMBER_CALL(
      "incoming_call_start_chain_member_call", CallEventType.LEG_RINGING, Direction.INBOUND),
  INCOMING_CALL_END_CHAIN_MEMBER_CALL(
      "incoming_call_end_chain_member_call", CallEventType.LEG_ENDED, Direction.INBOUND),
  INCOMING_CALL_ANSWER("incoming_call_answer", CallEventType.LEG_CONNECTED, Direction.INBOUND),
  INCOMING_CALL_END("incoming_call_end", CallEventType.CALL_ENDED, Direction.INBOUND),
  OUTGOING_CALL_START("outgoing_call_start", CallEventType.CALL_STARTED, Direction.OUTBOUND),
  OUTGOING_CALL_ANSWER("outgoing_call_answer", CallEventType.LEG_CONNECTED, Direction.OUTBOUND),
  OUTGOING_CALL_END("outgoing_call_end", CallEventType.CALL_ENDED, Direction.OUTBOUND),
  /** A caller left a message; its recording is not one of a conversation. */
  VOICEMAIL("voicemail", CallEventType.VENDOR_OTHER, Direction.INBOUND),
  /** {@code tags}, {@code speech}, {@code summary}, {@code sms}, {@code rating}, and any other. */
  OTHER("", CallEventType.VENDOR_OTHER, null);

  /** What the vendor sends to try a URL; it is about no call. */
  static final String TEST = "test";

  private final String wireName;

  private final CallEventType type;

  private final @Nullable Direction direction;

  SipSimEvent(String wireName, CallEventType type, @Nullable Direction direction) {
    this.wireName = wireName;
    this.type = type;
    this.direction = direction;
  }

  /** The event of that name, whatever its letter case. */
  static SipSimEvent read(String name) {
    return Arrays.stream(values())
        .filter(event -> event.wireName.equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElse(OTHER);
  }

  /** The event of a call that says this; empty if the vendor has none. */
  static Optional<SipSimEvent> of(CallEventType type, @Nullable Direction direction) {
    return Arrays.stream(values())
        .filter(event -> event.type == type && event.direction == direction)
        .filter(event -> type != CallEventType.VENDOR_OTHER)
        .findFirst();
  }

  String wireName() {
    return wireName;
  }

  CallEventType type() {
    return type;
  }

  @Nullable Direction direction() {
    return direction;
  }

  /** Whether {@code receiver} is the one employee who is called, rather than the line. */
  boolean isOfOneEmployee() {
    return switch (this) {
      case INCOMING_CALL_START_CHAIN_MEMBER_CALL,
          INCOMING_CALL_END_CHAIN_MEMBER_CALL,
          INCOMING_CALL_ANSWER ->
          true;
      default -> false;
    };
  }
}
