package dev.ringbus.dialect.mts;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.PhoneNumber;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells an event of any platform as {@code CRMData}. What MTS said itself is told in its own words,
 * wherever they still mean what the event says.
 */
final class CrmDataWriter {

  /** All that occur on the outgoing service. */
  private static final Set<EventType> OUTGOING_EVENTS =
      Set.of(
          EventType.CALL_ACCEPTED,
          EventType.CALL_ANSWERED,
          EventType.GO_TO_TRANSFER,
          EventType.TRANSFER,
          EventType.END_CALL);

  /** A number of fewer characters is an extension. */
  private static final int SHORTEST_FULL_NUMBER = 7;

  private final CallEvent event;

  /** What the event was read from, if MTS sent it. */
  private final CrmData came;

  private final boolean isOutgoing;

  private CrmDataWriter(CallEvent event) {
    this.event = event;
    came = CrmData.of(event);
    isOutgoing = event.direction() == Direction.OUTBOUND;
  }

  /** The fields in the order of the seed; empty if MTS has no such event. */
  static Optional<Map<String, Object>> write(CallEvent event) {
    CrmDataWriter writer = new CrmDataWriter(event);
    return writer.eventType().map(writer::members);
  }

  /** Empty values, and the number that was set up: an activation test. */
  static Map<String, Object> empty(String un) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(CrmData.CALL_ID, MtsCallId.NO_CALL.value());
    for (String name :
        new String[] {
          CrmData.EVENT_TIME,
          CrmData.AN,
          CrmData.UN,
          CrmData.DN1,
          CrmData.DN2,
          CrmData.EXT1,
          CrmData.EXT2,
          CrmData.DTMF,
          CrmData.GENERIC,
          CrmData.RESULT
        }) {
      members.put(name, "");
    }
    members.put(CrmData.UN, un);
    members.put(CrmData.EVENT_TYPE, 0);
    members.put(CrmData.SERVICE_TYPE, 0);
    return members;
  }

  private Map<String, Object> members(EventType type) {
    Map<String, Object> members = empty(line());
    members.put(CrmData.CALL_ID, MtsCallId.of(event.key(), event.platform()).value());
    members.put(CrmData.EVENT_TIME, EventTime.write(event.occurredAt()));
    members.put(CrmData.AN, number(CrmData.AN, event.caller()));
    putLegs(members, type);
    members.put(CrmData.DTMF, event.digits() == null ? "" : event.digits());
    members.put(CrmData.GENERIC, came.text(CrmData.GENERIC));
    members.put(CrmData.RESULT, result(type));
    members.put(
        CrmData.EVENT_TYPE,
        type == EventType.OTHER ? came.fields().code(CrmData.EVENT_TYPE) : type.code());
    members.put(CrmData.SERVICE_TYPE, serviceCode());
    return members;
  }

  private Optional<EventType> eventType() {
    if (isWhatCame()) {
      return Optional.of(came.event());
    }
    EventType type = byType();
    return type == EventType.OTHER || (isOutgoing && !OUTGOING_EVENTS.contains(type))
        ? Optional.empty()
        : Optional.of(type);
  }

  /** Whether MTS's own name for it still says what the event is. */
  private boolean isWhatCame() {
    if (came.fields().code(CrmData.EVENT_TYPE) <= 0) {
      return false;
    }
    return event.type() == CallEventType.DECISION_ASKED
        ? Moment.of(came).isQuestion()
        : event.type() == came.event().type(came.result());
  }

  private EventType byType() {
    return switch (event.type()) {
      case CALL_STARTED -> EventType.CALL_ACCEPTED;
      case CALL_ACCEPTED -> EventType.CALL_ANSWERED;
      case DECISION_ASKED -> event.digits() == null ? EventType.CALL_ACCEPTED : EventType.DTMF;
      case PROMPT_PLAYED -> EventType.HELLO_MESSAGE;
      case DIGITS_RECEIVED -> EventType.DTMF;
      case FAX_DETECTED -> EventType.FAX_TONE;
      case MENU_STARTED -> EventType.RUN_IVR;
      case LEG_PREPARING -> EventType.PREPARE_TO_CONNECT;
      case LEG_RINGING ->
          isToShortNumber() ? EventType.GO_TO_SHORT_TRANSFER : EventType.GO_TO_TRANSFER;
      case LEG_CONNECTED -> transfer();
      case LEG_ENDED -> legEnded();
      case SUBSCRIBER_AVAILABLE -> EventType.SUBSCRIBER_FREE_RECEIVED;
      case RECORDING_STARTED -> EventType.REC_START;
      case RECORDING_STOPPED -> EventType.REC_STOP;
      case CALL_ENDED -> EventType.END_CALL;
      case RECORDING_AVAILABLE, VENDOR_OTHER -> EventType.OTHER;
    };
  }

  private EventType transfer() {
    return isToShortNumber() ? EventType.SHORT_TRANSFER : EventType.TRANSFER;
  }

  /** A leg that was answered ended without a result: MTS says only that the operator hung up. */
  private EventType legEnded() {
    if (event.outcome() == CallOutcome.ANSWERED) {
      return EventType.OTHER;
    }
    return event.outcome() == null && event.endedBy() == EndedBy.CALLEE
        ? EventType.B_DROPPED
        : transfer();
  }

  private boolean isToShortNumber() {
    return !isOutgoing && event.agent() != null && isShort(event.agent());
  }

  private static boolean isShort(PhoneNumber number) {
    return !number.isInternational() && number.value().length() < SHORTEST_FULL_NUMBER;
  }

  private void putLegs(Map<String, Object> members, EventType type) {
    if (isOutgoing) {
      members.put(CrmData.DN1, number(CrmData.DN1, event.called()));
    } else if (Objects.equals(MtsEvents.agent(came), event.agent())) {
      for (String name : new String[] {CrmData.DN1, CrmData.DN2, CrmData.EXT1, CrmData.EXT2}) {
        members.put(name, came.text(name));
      }
    } else if (event.agent() != null) {
      boolean isSecond = type == EventType.OPERATOR_TRANSFER;
      members.put(
          isShort(event.agent())
              ? (isSecond ? CrmData.EXT2 : CrmData.EXT1)
              : (isSecond ? CrmData.DN2 : CrmData.DN1),
          event.agent().writeInternational());
    }
  }

  /** The number that was called, unless that is known to be the employee's. */
  private String line() {
    boolean isCalled = event.linePhone() == null && !isOutgoing;
    PhoneNumber line = isCalled ? event.called() : event.linePhone();
    return isCalled && Objects.equals(line, event.agent()) ? "" : number(CrmData.UN, line);
  }

  private String number(String field, @Nullable PhoneNumber number) {
    String text = came.text(field);
    if (!text.isEmpty() && Objects.equals(PhoneNumber.readInternational(text), number)) {
      return text;
    }
    return number == null ? "" : number.writeInternational();
  }

  private String result(EventType type) {
    if (type.isTransferResult()) {
      CallOutcome outcome =
          event.type() == CallEventType.LEG_CONNECTED ? CallOutcome.ANSWERED : event.outcome();
      return outcome == TransferResult.read(came.result())
          ? came.result()
          : TransferResult.write(outcome);
    }
    return type == EventType.END_CALL ? endResult() : came.result();
  }

  private String endResult() {
    EndResult said = EndResult.read(came.result());
    return came.event() == EventType.END_CALL
            && said.endedBy() == event.endedBy()
            && said.outcome() == event.outcome()
        ? came.result()
        : EndResult.of(event.endedBy(), event.outcome()).code();
  }

  private int serviceCode() {
    int said = came.fields().code(CrmData.SERVICE_TYPE);
    if (said > 0 && came.service().direction() == event.direction()) {
      return said;
    }
    return (isOutgoing ? ServiceType.OUTGOING : ServiceType.SECRETARY).code();
  }
}
