package dev.ringbus.model;

/** Who ended a call. */
public enum EndedBy implements WireName {
  CALLER("caller"),
  CALLEE("callee"),
  PLATFORM("platform");

  private final String wireName;

  EndedBy(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
