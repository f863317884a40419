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
  private static final long A_SECOND = 1_000_000;
  private static final long SECONDS = 790_000;

  public Serial {
    if (digits.length() != LENGTH) {
      throw new IllegalArgumentException("a serial has " + LENGTH + " digits, not " + digits);
    }
  }

  /**
   * The serial of the n-th call since a moment. A million calls for each second that passes: two
   * runs, each of less than a million calls a second, share none within nine days.
   */
  public static Serial of(Instant begin, long n) {
    long number = LEAST + begin.getEpochSecond() % SECONDS * A_SECOND + n % (9 * A_SECOND * 1000);
    return new Serial(Long.toString(number));
  }

  @Override
  public String toString() {
    return digits;
  }
}
