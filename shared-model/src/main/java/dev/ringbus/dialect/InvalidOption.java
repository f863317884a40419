package dev.ringbus.dialect;

/** A dialect option has a value that the dialect does not take. */
public final class InvalidOption extends RuntimeException {

  private final String option;

  /**
   * @param option the option's name
   * @param expected what would be right, as the second half of "option x: …"
   */
  public InvalidOption(String option, String expected) {
    super(expected);
    this.option = option;
  }

  public String option() {
    return option;
  }
}
