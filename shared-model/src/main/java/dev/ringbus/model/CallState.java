package dev.ringbus.model;

/** Where a call is in its life. */
public enum CallState implements WireName {
  /** Nobody has answered yet. */
  RINGING("ringing"),
  /** A person is, or was, on the line. */
  CONNECTED("connected"),
  /** For good: no later event makes it live again. */
  ENDED("ended");

  private final String wireName;

  CallState(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
