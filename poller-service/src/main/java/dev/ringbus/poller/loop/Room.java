package dev.ringbus.poller.loop;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many requests a CRM has to answer at once, and who goes without when it is too slow for all:
 * a call waits at the door for a moment, and then for its next tick.
 *
 * <p>Calls come in the same order in every interval. If whoever comes were let in while there is
 * room, a CRM that takes equally long each time would be asked about the same calls each time, and
 * never about the others. Hence while it is crowded, calls that had their turn in this round share
 * half of the room, and a round lasts until all had theirs.
 */
final class Room {

  private static final Logger LOG = LoggerFactory.getLogger(Room.class);

  /** Later than this after its moment a call waits for the next one. */
  static final long LATEST_MILLIS = 500;

  private final int places;
  private final long everyMillis;
  private final Executor work;
  private final Clock clock;
  private final Consumer<PolledCall> letIn;
  private final Consumer<PolledCall> turnedAway;

  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private final Queue<PolledCall> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger toDo = new AtomicInteger();

  /** What follows belongs to whoever attends to the door: one at a time. */
  private final ArrayDeque<PolledCall> first = new ArrayDeque<>();

  private final ArrayDeque<PolledCall> again = new ArrayDeque<>();
  private long crowdedUntil = Long.MIN_VALUE;
  private int round;
  private int hadTheirTurn;

  /**
   * @param work where calls are let in, away from the wheel's thread
   * @param letIn must {@link #leave}
   */
  Room(
      int places,
      Duration every,
      Executor work,
      Clock clock,
      Consumer<PolledCall> letIn,
      Consumer<PolledCall> turnedAway) {
    this.places = places;
    this.everyMillis = every.toMillis();
    this.work = work;
    this.clock = clock;
    this.letIn = letIn;
    this.turnedAway = turnedAway;
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

  /** The call is let in as soon as there is a place, or turned away before long. */
  void enter(PolledCall call) {
    arrived.add(call);
    attend();
  }

  /** Its request is over. */
  void leave() {
    if (taken.getAndDecrement() >= places / 2) {
      attend();
    }
  }

  private void attend() {
    if (toDo.getAndIncrement() == 0) {
      try {
        work.execute(this::attendUntilDone);
      } catch (RejectedExecutionException _) {
        toDo.set(0); // the process ends
      }
    }
  }

  private void attendUntilDone() {
    int done = toDo.get();
    do {
      try {
        attendTo(clock.millis());
      } catch (RuntimeException e) {
        // Without this the room would be closed until the process ends.
        LOG.error("some calls were not asked about this time", e);
      }
      done = toDo.addAndGet(-done);
    } while (done != 0);
  }

  private void attendTo(long now) {
    boolean isCrowded = now < crowdedUntil;
    for (PolledCall call = arrived.poll(); call != null; call = arrived.poll()) {
      (isCrowded && call.round == round ? again : first).add(call);
    }
    while (isTooLate(first.peek(), now)) {
      turnedAway.accept(first.remove());
      crowded(now);
    }
    while (isTooLate(again.peek(), now)) {
      turnedAway.accept(again.remove());
    }
    while (!first.isEmpty() && taken.get() < places) {
      PolledCall call = first.remove();
      tookItsTurn(call);
      letIn(call);
    }
    while (!again.isEmpty() && taken.get() < (isCrowded ? places / 2 : places)) {
      letIn(again.remove());
    }
  }

  private static boolean isTooLate(@Nullable PolledCall call, long now) {
    return call != null && call.sinceDue(now) > LATEST_MILLIS;
  }

  private void letIn(PolledCall call) {
    taken.incrementAndGet();
    letIn.accept(call);
  }

  private void crowded(long now) {
    if (now >= crowdedUntil) {
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
    first.addAll(again);
    again.clear();
  }
}
