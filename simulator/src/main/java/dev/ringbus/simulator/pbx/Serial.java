package dev.ringbus.simulator.pbx;

import java.time.Instant;

/**
 * Twelve digits that no other call of this integration has: the changing part of a call's id.
 *
 * @param digits the first is never below 2, so that {@code 9007} and these are above 2^53
 */
public record Serial(String digits) {

  public static final int LENGTH = 12;

  private static final long LEAST = 200_000_000_000L;
  private static final long A_MILLISECOND = 1_000;
  private static final long MILLISECONDS = 790_000_000;
  private static final long CALLS = 9_000_000_000L;

  public Serial {
    if (digits.length() != LENGTH) {
      throw new IllegalArgumentException("a serial has " + LENGTH + " digits, not " + digits);
    }
  }

  /**
   * The serial of the n-th call since a moment. A thousand calls for each millisecond that passes:
   * two runs, each of less than a million calls a second, share none within nine days, not even if
   * they begin in the same second.
   */
  public static Serial of(Instant begin, long n) {
    long number = LEAST + begin.toEpochMilli() % MILLISECONDS * A_MILLISECOND + n % CALLS;
    return new Serial(Long.toString(number));
  }

  @Override
  public String toString() {
    return digits;
  }
}
