package dev.ringbus.simulator.pbx;

/** How a PBX shows the key of its integration. */
public enum Credentials {
  /** In the URL that it was given, as the parameter {@code key}. */
  QUERY,
  /** As the password of Basic authentication. */
  BASIC,
  /** Not at all: its requests are signed. */
  SIGNATURE
}
