package dev.ringbus.simulator.pbx;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that can be repeated: the same seed and the same words give the same run of choices. */
public final class Chance {

  private final SplittableRandom random;

  private Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Chance for one purpose.
   *
   * @param purpose what it is for, so that two purposes do not share their choices
   */
  public static Chance of(long seed, Object... purpose) {
    long mixed = seed;
    for (Object word : purpose) {
      mixed = mixed * 1_000_003 + word.toString().hashCode();
    }
    return new Chance(mixed);
  }

  /** Whether something happens that happens once in {@code n} times. */
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** A number from {@code least} to {@code most}, both included. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** One of these. */
  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** So many decimal digits. */
  public String digits(int length) {
    StringBuilder digits = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }
}
