package dev.ringbus.model;

/** Which way a call goes, seen from the company that owns the PBX. */
public enum Direction implements WireName {
  INBOUND("inbound"),
  OUTBOUND("outbound"),
  INTERNAL("internal");

  private final String wireName;

  Direction(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
