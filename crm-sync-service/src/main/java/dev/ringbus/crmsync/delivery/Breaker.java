package dev.ringbus.crmsync.delivery;

import dev.ringbus.model.WireName;
import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a workspace alone that does not answer: after several failures in a row, or when half of
 * the last answers were failures. After a rest, which is longer each time, one operation finds out
 * whether it is back. Not safe for threads.
 */
final class Breaker {

  /** Whether the workspace is told anything. */
  enum State implements WireName {
    CLOSED("closed"),
    /** One operation at a time, and its result decides. */
    HALF_OPEN("half-open"),
    /** Nothing is sent. */
    OPEN("open");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  static final int IN_A_ROW = 6;

  /** Of so many last results, so many must not be failures. */
  static final int REMEMBERED = 32;

  static final int TOO_MANY = 16;

  /** Longer rests would only keep live notices back when it answers again. */
  static final Duration LONGEST_REST = Duration.ofSeconds(30);

  /** After so many results without a fault the next rest is a short one again. */
  private static final int TRUSTED_AFTER = 20;

  private State state = State.CLOSED;
  private Instant opensAgain = Instant.MIN;
  private int rests;
  private int inARow;
  private int goodInARow;

  /** The last results, a bit each, 1 for a failure. */
  private long last;

  State state(Instant now) {
    if (state == State.OPEN && !now.isBefore(opensAgain)) {
      state = State.HALF_OPEN;
    }
    return state;
  }

  /** When an open breaker lets one operation through. */
  Instant opensAgain() {
    return opensAgain;
  }

  /** The workspace answered. */
  void succeeded(Instant now) {
    if (state(now) == State.HALF_OPEN) {
      close();
    }
    remember(0);
    inARow = 0;
    goodInARow++;
    if (goodInARow >= TRUSTED_AFTER) {
      rests = 0;
    }
  }

  /**
   * It did not.
   *
   * @param chance 0 to 1
   */
  void failed(Instant now, double chance) {
    remember(1);
    inARow++;
    goodInARow = 0;
    switch (state(now)) {
      case HALF_OPEN -> open(now, LONGEST_REST, chance);
      case CLOSED -> {
        if (inARow >= IN_A_ROW || Long.bitCount(last) >= TOO_MANY) {
          open(now, LONGEST_REST, chance);
        }
      }
      // Of those that were on their way when it opened.
      case OPEN -> {}
    }
  }

  /** Opens at once, and for longer: nothing is taken until somebody mends its key. */
  void refused(Instant now, double chance) {
    goodInARow = 0;
    if (state(now) != State.OPEN) {
      open(now, Backoff.LONGEST, chance);
    }
  }

  /** Opens for as long as it asks for, within reason. */
  void pause(Instant now, Duration asked) {
    goodInARow = 0;
    state = State.OPEN;
    opensAgain =
        now.plus(
            asked.compareTo(AdaptiveRate.LONGEST_PAUSE) < 0 ? asked : AdaptiveRate.LONGEST_PAUSE);
  }

  /** Lets an operation through at once: something has changed that may help. */
  void tryAgain() {
    rests = 0;
    if (state == State.OPEN) {
      state = State.HALF_OPEN;
    }
  }

  private void open(Instant now, Duration longest, double chance) {
    state = State.OPEN;
    Duration doubled = Backoff.most(rests);
    Duration rest = doubled.compareTo(longest) < 0 ? doubled : longest;
    // At least half of it, unlike a delivery's wait: a rest of no length would be none.
    opensAgain = now.plusMillis((long) (rest.toMillis() * (1 + chance) / 2));
    rests++;
  }

  /** Its next rest is shorter again, if it opens: it answers now and then. */
  private void close() {
    state = State.CLOSED;
    rests = Math.max(0, rests - 1);
    last = 0;
    inARow = 0;
    goodInARow = 0;
  }

  private void remember(int failure) {
    last = ((last << 1) | failure) & ((1L << REMEMBERED) - 1);
  }
}
