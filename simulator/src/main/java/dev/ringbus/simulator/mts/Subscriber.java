package dev.ringbus.simulator.mts;

import java.util.List;

/** Who calls: what they type when asked, and how many menus and prompts they bear with. */
final class Subscriber {

  private static final int PATIENCE = 5;

  private final List<String> digits;
  private int typed;
  private int heard;

  /** What a subscriber makes of one more menu or prompt. */
  enum Mood {
    STAYS,
    HANGS_UP
  }

  /**
   * @param digits what is typed, one time after another; at least one, and the last ever again
   */
  Subscriber(List<String> digits) {
    this.digits = List.copyOf(digits);
  }

  /** What they type the next time. */
  String types() {
    return digits.get(Math.min(typed, digits.size() - 1));
  }

  void hasTyped() {
    typed++;
  }

  /** They are sent to one more menu or prompt. */
  Mood listen() {
    return ++heard > PATIENCE ? Mood.HANGS_UP : Mood.STAYS;
  }
}
