package dev.ringbus.simulator.pbx;

import java.util.Locale;

/** What the requests of a load are. */
public enum LoadKind {
  /** The PBX asks what to do with a new call. */
  DECISION,
  /** The PBX tells what happened, and waits for the acknowledgement alone. */
  NOTIFICATION;

  /** The name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
