package dev.ringbus.model;

/** The kinds of call event, as {@code type} of a record on {@code ringbus.call-events}. */
public enum CallEventType implements WireName {
  CALL_STARTED("call.started"),
  /** The platform picked up; no person is on the line yet. */
  CALL_ACCEPTED("call.accepted"),
  DECISION_ASKED("decision.asked"),
  PROMPT_PLAYED("prompt.played"),
  DIGITS_RECEIVED("digits.received"),
  FAX_DETECTED("fax.detected"),
  MENU_STARTED("menu.started"),
  LEG_PREPARING("leg.preparing"),
  LEG_RINGING("leg.ringing"),
  LEG_CONNECTED("leg.connected"),
  LEG_ENDED("leg.ended"),
  SUBSCRIBER_AVAILABLE("subscriber.available"),
  RECORDING_STARTED("recording.started"),
  RECORDING_STOPPED("recording.stopped"),
  RECORDING_AVAILABLE("recording.available"),
  CALL_ENDED("call.ended"),
  /** A vendor's event that has no name here: kept raw, never refused. */
  VENDOR_OTHER("vendor.other");

  private final String wireName;

  CallEventType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
