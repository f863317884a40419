package dev.ringbus.store;

import dev.ringbus.model.WireName;

/** Where a delivery is. */
public enum DeliveryState implements WireName {
  /** It will be sent when its time and its turn come. */
  WAITING("waiting"),
  /** It is being sent. */
  SENDING("sending"),
  /** The CRM may have it; that is found out before it is sent again. */
  UNKNOWN("unknown"),
  SENT("sent"),
  /** It was refused for good, and waits for a person. */
  PARKED("parked"),
  /** It came too late to be of use. */
  DROPPED("dropped");

  private final String wireName;

  DeliveryState(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
