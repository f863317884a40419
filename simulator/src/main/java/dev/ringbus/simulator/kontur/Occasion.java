package dev.ringbus.simulator.kontur;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which requests a fault meets.
 *
 * @param operations these alone
 * @param share of them, from 0 to 1, picked at random
 * @param times at most
 */
public record Occasion(Set<Operation> operations, double share, long times) {

  public Occasion {
    operations = Set.copyOf(operations);
    if (!(share >= 0 && share <= 1) || times < 0) {
      throw new IllegalArgumentException(
          "expected a share from 0 to 1 and a count of 0 or more, got " + share + ", " + times);
    }
  }

  /** Every request of every method. */
  public static Occasion always() {
    return share(1);
  }

  /** The next so many requests. */
  public static Occasion times(long times) {
    return new Occasion(EnumSet.allOf(Operation.class), 1, times);
  }

  /** So large a part of all requests. */
  public static Occasion share(double share) {
    return new Occasion(EnumSet.allOf(Operation.class), share, Long.MAX_VALUE);
  }

  /** Of these methods alone. */
  public Occasion of(Operation first, Operation... others) {
    return new Occasion(EnumSet.of(first, others), share, times);
  }
}
