package dev.ringbus.dialect;

import dev.ringbus.model.Decision;

/** What a vendor makes of an answer to its request. */
public sealed interface Answer {

  /** A valid answer with at least one instruction. */
  record Instructed(Decision decision) implements Answer {}

  /** A valid answer that asks for nothing. */
  record Nothing() implements Answer {}

  /**
   * Not an answer of this wire.
   *
   * @param expected what would have been valid; never the payload
   */
  record Malformed(String expected) implements Answer {}
}
