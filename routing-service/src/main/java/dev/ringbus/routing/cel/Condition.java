package dev.ringbus.routing.cel;

/** The {@code when} of a rule, compiled; safe for use by many threads. */
@FunctionalInterface
public interface Condition {

  /** The condition of a rule without {@code when}. */
  Condition ALWAYS = _ -> Truth.HOLDS;

  /** Evaluates; never throws. */
  Truth in(Situation situation);

  /** A condition that could not be compiled in this version of the service. */
  static Condition broken(String why) {
    Truth unknown = new Truth.Unknown(why);
    return _ -> unknown;
  }
}
