package dev.ringbus.simulator.misbehaviour;

import java.util.Locale;

/** A way in which a simulated PBX misbehaves. Whatever it does, the request stays a legal one. */
public enum Misbehaviour {
  /** Sends the request again, byte for byte, once it is answered. */
  DUPLICATE,
  /**
   * Sends the next request of the call before this one. Only where the PBX does not wait for the
   * answer: MTS and SipSim.
   */
  REORDER,
  /** Sends the request in pieces, with pauses. */
  SLOW,
  /**
   * Encodes oddly: escapes what need not be, in lower-case hex, leaves the {@code +} of a number
   * bare, spells the media type in another way, sends a body in chunks.
   */
  ENCODING,
  /** Writes header names, {@code CallEvent} in a path and {@code status} in another case. */
  CASE,
  /** Loses the answer to a poll on its way: the connection is closed when it comes. */
  LOSE;

  /** The name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
