package dev.ringbus.dialect.callinteractive;

/** Found while an answer is read; becomes {@link dev.ringbus.dialect.Answer.Malformed}. */
final class NotOfThisWire extends Exception {

  private final String expected;

  NotOfThisWire(String expected) {
    super(expected, null, false, false);
    this.expected = expected;
  }

  String expected() {
    return expected;
  }
}
