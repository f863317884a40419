package dev.ringbus.simulator.http;

import dev.ringbus.dialect.PbxResponse;

/** What came of a request; the times are those of {@link Loop#nanos}. */
public sealed interface Reply {

  /** When the last byte of the request was handed to the connection. */
  long sentAt();

  /** An answer, valid or not. */
  record Answered(PbxResponse response, long sentAt, long answeredAt) implements Reply {}

  /**
   * No answer.
   *
   * @param why in words, for example {@code no answer within 10 s}
   */
  record Unanswered(String why, long sentAt) implements Reply {}
}
