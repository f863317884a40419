package dev.ringbus.poller.loop;

import dev.ringbus.model.WireName;

/** What comes of the moment at which a call is due. */
enum Tick implements WireName {
  ASKED("asked"),
  /** The CRM has not answered the last time yet, or what it answered is not stored yet. */
  UNDER_WAY("under-way"),
  /** The CRM has as many requests to answer as it may have at once. */
  CROWDED("crowded"),
  /** The CRM has not passed its activation tests yet. */
  NOT_ACTIVE("not-active"),
  /** This process stood still, and making up for it would be a burst. */
  LATE("late"),
  /** The interval has changed just after it was asked, or the call was another instance's then. */
  EARLY("early");

  private final String wireName;

  Tick(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
