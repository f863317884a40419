package dev.ringbus.routing.cel;

/** What a condition is in a situation. */
public sealed interface Truth {

  /** It holds: the rule applies. */
  record Holds() implements Truth {}

  /** It does not hold: the rule is passed over in silence. */
  record Fails() implements Truth {}

  /**
   * It could not be evaluated: the rule is passed over with a remark.
   *
   * @param why without any value of the call
   */
  record Unknown(String why) implements Truth {}

  Truth HOLDS = new Holds();
  Truth FAILS = new Fails();
}
