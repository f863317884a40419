package dev.ringbus.routing.cel;

/** What {@link Expressions} says of a condition. */
public sealed interface Verdict {

  /** It can be used. */
  record Sound(Constancy constancy) implements Verdict {}

  /**
   * It cannot be used.
   *
   * @param message one clear sentence without a full stop: what is wrong and what would be right
   * @param line from 1
   * @param column from 1, in Unicode characters
   */
  record Faulty(String message, int line, int column) implements Verdict {}

  /** Whether a condition depends on anything: behind a rule that always decides none is reached. */
  enum Constancy {
    ALWAYS_TRUE,
    ALWAYS_FALSE,
    DEPENDS
  }
}
