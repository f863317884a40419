package dev.ringbus.poller.loop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests a CRM has to answer at once, and who goes without when it is too slow for all.
 *
 * <p>Calls come in the same order in every interval. If whoever comes were let in while there is
 * room, a CRM that takes equally long each time would be asked about the same calls each time, and
 * never about the others. Hence while it is crowded, calls that had their turn in this round share
 * half of the room, and a round lasts until all had theirs.
 */
final class Room {

  private final int places;
  private final long everyMillis;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();

  /** What follows belongs to the thread that turns the wheel. */
  private long crowdedUntil = Long.MIN_VALUE;

  private int round;
  private int hadTheirTurn;

  Room(int places, Duration every) {
    this.places = places;
    this.everyMillis = every.toMillis();
  }

  /** There is one more call to share it. */
  void joined() {
    calls.incrementAndGet();
  }

  /** There is one less. */
  void left() {
    calls.decrementAndGet();
  }

  int calls() {
    return calls.get();
  }

  /** How many requests are under way. */
  int taken() {
    return taken.get();
  }

  /** Whether the call may be asked about now; if so, it must {@link #leave}. */
  boolean enter(PolledCall call, long now) {
    boolean isCrowded = now < crowdedUntil;
    if (taken.get() >= limit(call, isCrowded)) {
      if (!hadItsTurn(call) || !isCrowded) {
        crowded(now, isCrowded);
      }
      return false;
    }
    taken.incrementAndGet();
    if (isCrowded && !hadItsTurn(call)) {
      tookItsTurn(call);
    }
    return true;
  }

  /** Its request is over. */
  void leave() {
    taken.decrementAndGet();
  }

  private int limit(PolledCall call, boolean isCrowded) {
    return isCrowded && hadItsTurn(call) ? places / 2 : places;
  }

  private boolean hadItsTurn(PolledCall call) {
    return call.round == round;
  }

  private void crowded(long now, boolean wasCrowded) {
    if (!wasCrowded) {
      nextRound();
    }
    crowdedUntil = now + everyMillis;
  }

  private void tookItsTurn(PolledCall call) {
    call.round = round;
    hadTheirTurn++;
    if (hadTheirTurn >= calls.get()) {
      nextRound();
    }
  }

  private void nextRound() {
    round++;
    hadTheirTurn = 0;
  }
}
