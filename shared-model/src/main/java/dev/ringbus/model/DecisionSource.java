package dev.ringbus.model;

/** Where a decision came from. */
public enum DecisionSource implements WireName {
  /** A rule's {@code then}. */
  RULE("rule"),
  /** A rule's {@code ask}: somebody else's CRM. */
  ASK("ask"),
  /** The plan's {@code otherwise}. */
  OTHERWISE("otherwise"),
  /** Nobody had anything to say: the dialect's neutral answer. */
  NEUTRAL("neutral");

  private final String wireName;

  DecisionSource(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
