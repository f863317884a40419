package dev.ringbus.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Tries a property with generated values. The seed is printed, a failure names the seed of its own
 * round, and {@code -Dringbus.seed=…} begins with that one.
 */
public final class Property {

  private static final String SEED = "ringbus.seed";

  private Property() {}

  /** What is to hold for anything that can be generated. */
  public interface Check {
    void tryWith(RandomGenerator random) throws Exception;
  }

  /**
   * Tries so many times, each time with another seed.
   *
   * @param name of the property, for the printed line
   */
  public static void holds(String name, int rounds, Check check) {
    long first = Long.getLong(SEED, new SplittableRandom().nextLong());
    System.out.printf("%s: %d rounds from -D%s=%d%n", name, rounds, SEED, first);
    for (long seed = first; seed != first + rounds; seed++) {
      try {
        check.tryWith(new SplittableRandom(seed));
      } catch (AssertionError | Exception e) {
        throw new AssertionError("fails with -D" + SEED + "=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** One of these, each as likely as any other. */
  @SafeVarargs
  public static <T> T oneOf(RandomGenerator random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
