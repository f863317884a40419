package dev.ringbus.model;

/** What can happen to a leg; the words are those that CRMs use. */
public enum LegProgress implements WireName {
  /** It rings. */
  APPEARED("appeared"),
  /** The two talk; also again, after a pause. */
  CONNECTED("connected"),
  /** On hold, for a consultation. */
  PAUSED("paused"),
  /** The receiver is down, or was never picked up. */
  DISCONNECTED("disconnected"),
  /** The call is over, and this leg with it. */
  FINISHED("finished");

  private final String wireName;

  LegProgress(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
