package dev.ringbus.simulator.sipsim;

import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.PhoneNumber;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What SipSim tells of. */
sealed interface Event {

  /** How much time of the call passes before. */
  Duration after();

  /**
   * Something that happened in a call.
   *
   * @param receiver the line, or on the leg of one employee that employee
   * @param ofOneEmployee whether it is the leg of one employee
   */
  record Call(
      CallEventType type,
      Way way,
      Duration after,
      PhoneNumber caller,
      PhoneNumber receiver,
      boolean ofOneEmployee,
      @Nullable CallOutcome outcome,
      @Nullable Duration duration,
      @Nullable String audioPath)
      implements Event {}

  /** A caller left a message; generation B. */
  record Voicemail(
      Duration after, PhoneNumber caller, PhoneNumber receiver, long seconds, String audioPath)
      implements Event {}

  /** The URL is tried; generation B. */
  record Test() implements Event {
    @Override
    public Duration after() {
      return Duration.ZERO;
    }
  }

  static Call start(Way way, PhoneNumber caller, PhoneNumber receiver) {
    return new Call(
        CallEventType.CALL_STARTED, way, Duration.ZERO, caller, receiver, false, null, null, null);
  }

  static Call memberRings(PhoneNumber caller, PhoneNumber member) {
    return new Call(
        CallEventType.LEG_RINGING,
        Way.INCOMING,
        Duration.ofMillis(700),
        caller,
        member,
        true,
        null,
        null,
        null);
  }

  static Call memberEnds(
      PhoneNumber caller, PhoneNumber member, CallOutcome outcome, Duration after) {
    return new Call(
        CallEventType.LEG_ENDED, Way.INCOMING, after, caller, member, true, outcome, null, null);
  }

  static Call answer(Way way, PhoneNumber caller, PhoneNumber receiver, Duration after) {
    return new Call(
        CallEventType.LEG_CONNECTED,
        way,
        after,
        caller,
        receiver,
        way == Way.INCOMING,
        CallOutcome.ANSWERED,
        null,
        null);
  }

  /** The end of a call, with the duration of the conversation, and perhaps its recording. */
  static Call end(
      Way way,
      Duration after,
      PhoneNumber caller,
      PhoneNumber receiver,
      CallOutcome outcome,
      Duration duration,
      @Nullable String audioPath) {
    return new Call(
        CallEventType.CALL_ENDED,
        way,
        after,
        caller,
        receiver,
        false,
        outcome,
        duration,
        audioPath);
  }
}
