package dev.ringbus.simulator.exchange;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.PbxResponse;

/** Whether an answer is one that the vendor takes. */
public sealed interface Verdict {

  /** The vendor can follow it, or is asked for nothing. */
  record Valid(Answer answer) implements Verdict {}

  /**
   * The vendor can do nothing with it.
   *
   * @param why what was expected and what came; never the payload
   */
  record Invalid(String why) implements Verdict {}

  /** The verdict on an answer that was read so. */
  static Verdict of(Answer answer, PbxResponse response) {
    return switch (answer) {
      case Answer.Instructed _, Answer.Nothing _ -> new Valid(answer);
      case Answer.Malformed(String expected) ->
          new Invalid(
              "%s, got status %d, %s, %d bytes"
                  .formatted(
                      expected,
                      response.status(),
                      response.header("Content-Type").orElse("no content type"),
                      response.body().size()));
    };
  }
}
