package dev.ringbus.model;

/** When routing is asked about a call, and so which of a plan's rules answer. */
public enum DecisionMoment implements WireName {
  /** The PBX waits for the answer: {@code rules}. */
  WAITING("waiting"),
  /** The call is connected, and something happened in it: {@code midCall}. */
  MID_CALL("mid-call");

  private final String wireName;

  DecisionMoment(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
