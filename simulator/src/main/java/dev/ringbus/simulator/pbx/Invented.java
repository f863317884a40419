package dev.ringbus.simulator.pbx;

import dev.ringbus.model.PhoneNumber;

/** Numbers of nobody, in the shapes that the vendors' documents have. */
public final class Invented {

  private static final int VARYING = 4;

  private Invented() {}

  /** A Russian mobile number. */
  public static PhoneNumber russianMobile(Chance chance) {
    return new PhoneNumber("+7900000" + chance.digits(VARYING));
  }

  /** A Russian city number. */
  public static PhoneNumber russianLine(Chance chance) {
    return new PhoneNumber("+7495000" + chance.digits(VARYING));
  }

  /** A Belarusian number. */
  public static PhoneNumber belarusian(Chance chance) {
    return new PhoneNumber("+37529000" + chance.digits(VARYING));
  }
}
