package dev.ringbus.dialect.mts;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Direction;

/**
 * When MTS can be told something. Before the connection it reads the answers to some of its
 * reports, after it the answers to its poll; of the outgoing service it reads fewer still. What
 * comes at another moment has no effect.
 */
enum Moment {
  /** {@code CallAccepted}, {@code CallAnswered}, {@code HelloMessage}, {@code DTMF}. */
  BEFORE_CONNECTION("before the connection"),
  PREPARE_TO_CONNECT("at PrepareToConnect, which takes whisper alone"),
  B_DROPPED("at BDropped, which takes goto with a menu alone"),
  /** {@code CallAccepted} of the outgoing service. */
  OUTGOING_CALL("on an outgoing call, which takes forward to a number alone"),
  /** The poll; also every report that is no question, since its answer goes to the mailbox. */
  POLL("on the poll"),
  OUTGOING_POLL("on the poll of an outgoing call, which takes forward as pbx and return alone"),
  /** The poll of a call of which nothing else is known. */
  ANY_POLL("on the poll"),
  /** Some moment or other: what a plan may hold at all. */
  EVER("on MTS");

  private final String phrase;

  Moment(String phrase) {
    this.phrase = phrase;
  }

  /** The moment of a report. */
  static Moment of(CrmData data) {
    return of(data.event(), data.service() == ServiceType.OUTGOING);
  }

  /** The moment of an event: by what MTS called it, or else by what the hub calls it. */
  static Moment of(CallEvent event) {
    CrmData data = CrmData.of(event);
    return data.namesNoEvent()
        ? of(eventType(event), event.direction() == Direction.OUTBOUND)
        : of(data);
  }

  private static Moment of(EventType event, boolean isOutgoing) {
    if (isOutgoing) {
      return event == EventType.CALL_ACCEPTED ? OUTGOING_CALL : OUTGOING_POLL;
    }
    return switch (event) {
      case CALL_ACCEPTED, CALL_ANSWERED, HELLO_MESSAGE, DTMF -> BEFORE_CONNECTION;
      case PREPARE_TO_CONNECT -> PREPARE_TO_CONNECT;
      case B_DROPPED -> B_DROPPED;
      default -> POLL;
    };
  }

  private static EventType eventType(CallEvent event) {
    return switch (event.type()) {
      case CALL_STARTED, DECISION_ASKED -> EventType.CALL_ACCEPTED;
      case CALL_ACCEPTED -> EventType.CALL_ANSWERED;
      case PROMPT_PLAYED -> EventType.HELLO_MESSAGE;
      case DIGITS_RECEIVED -> EventType.DTMF;
      case LEG_PREPARING -> EventType.PREPARE_TO_CONNECT;
      default -> EventType.OTHER;
    };
  }

  /** Whether MTS waits for an answer, rather than merely for a receipt. */
  boolean isQuestion() {
    return switch (this) {
      case BEFORE_CONNECTION, PREPARE_TO_CONNECT, B_DROPPED, OUTGOING_CALL -> true;
      case POLL, OUTGOING_POLL, ANY_POLL, EVER -> false;
    };
  }

  /** Whether the action has an effect at this moment. */
  boolean takes(Action action) {
    return switch (this) {
      case BEFORE_CONNECTION -> !action.isWhisper() && action != Action.BACK_FROM_CONSULT_CALL;
      case PREPARE_TO_CONNECT -> action.isWhisper();
      case B_DROPPED -> action == Action.PLAY_MENU_BLOCK;
      case OUTGOING_CALL -> action == Action.TRANSFER_DN;
      case POLL, ANY_POLL -> !action.isWhisper();
      case OUTGOING_POLL ->
          action == Action.TRANSFER_PBX || action == Action.BACK_FROM_CONSULT_CALL;
      case EVER -> true;
    };
  }

  /** Whether it takes softswitch numbers of the form that begins with {@code PBX}. */
  boolean takesPbxNames() {
    return this != OUTGOING_POLL;
  }

  /** Whether it takes the logins and extensions that the outgoing service can transfer to. */
  boolean takesOutgoingNames() {
    return this == OUTGOING_POLL || this == ANY_POLL || this == EVER;
  }

  /** As the end of a sentence: "play is not possible …". */
  String phrase() {
    return phrase;
  }
}
