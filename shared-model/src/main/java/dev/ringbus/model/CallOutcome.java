package dev.ringbus.model;

/** How a leg or a whole call turned out. */
public enum CallOutcome implements WireName {
  ANSWERED("answered"),
  NO_ANSWER("no-answer"),
  BUSY("busy"),
  CANCELLED("cancelled"),
  UNAVAILABLE("unavailable"),
  FAILED("failed");

  private final String wireName;

  CallOutcome(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
