package dev.ringbus.crmsync.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How many operations a second a workspace is given. It begins with the most; when the workspace
 * says that it is too much, with half of what it was given in the last second, and then a little
 * more with each second (a hundredth of the most). Not safe for threads.
 */
final class AdaptiveRate {

  /** A workspace that asks for more is tried again all the same: it may have erred. */
  static final Duration LONGEST_PAUSE = Backoff.LONGEST;

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** What may be given at once after a pause, in seconds of the rate. */
  private static final double BURST_SECONDS = 0.05;

  private static final double LEAST = 1;

  private final double most;
  private double rate;
  private double tokens;
  private Instant filledAt;
  private Instant pausedUntil;
  private Instant lessenedAt;
  private Instant secondBegan;
  private int givenThisSecond;
  private int givenLastSecond;

  AdaptiveRate(double most, Instant now) {
    this.most = most;
    this.rate = most;
    this.tokens = burst();
    this.filledAt = now;
    this.pausedUntil = now;
    this.lessenedAt = now.minus(SECOND);
    this.secondBegan = now;
  }

  /** Operations a second. */
  double rate() {
    return rate;
  }

  /** How many may be given now. */
  int available(Instant now) {
    fill(now);
    return now.isBefore(pausedUntil) ? 0 : (int) tokens;
  }

  /** Counts one that is given now. */
  void take(Instant now) {
    fill(now);
    tokens--;
    givenThisSecond++;
  }

  /** When there is one again, if there is none now. */
  Instant nextAt(Instant now) {
    fill(now);
    Instant filled = now.plusNanos((long) (Math.max(0, 1 - tokens) / rate * 1e9) + 1);
    return filled.isAfter(pausedUntil) ? filled : pausedUntil;
  }

  /**
   * The workspace said that it is too much.
   *
   * @param pause what it asked for
   */
  void tooMuch(Instant now, Duration pause) {
    fill(now);
    Instant until = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    if (until.isAfter(pausedUntil)) {
      pausedUntil = until;
    }
    if (lessenedAt.isAfter(now.minus(SECOND))) {
      return;
    }
    lessenedAt = now;
    double given = Math.max(givenLastSecond, givenThisSecond);
    rate = Math.max(LEAST, Math.min(rate, given) / 2);
    tokens = Math.min(tokens, 1);
  }

  private void fill(Instant now) {
    if (!now.isAfter(filledAt)) {
      return;
    }
    double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
    filledAt = now;
    rate = Math.min(most, rate + most / 100 * seconds);
    tokens = Math.min(burst(), tokens + rate * seconds);
    countSeconds(now);
  }

  private void countSeconds(Instant now) {
    if (now.isBefore(secondBegan.plus(SECOND))) {
      return;
    }
    givenLastSecond = givenThisSecond;
    givenThisSecond = 0;
    secondBegan = now;
  }

  private double burst() {
    return Math.max(1, rate * BURST_SECONDS);
  }
}
