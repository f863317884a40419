package dev.ringbus.poller.loop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Tells each call of one interval when it is due. The moments are those of the clock on the wall at
 * which the time, modulo the interval, is the call's own phase. So calls are spread without any
 * state, a restart is no burst, and a call that moves to another instance goes on in the rhythm
 * that it had.
 *
 * <p>A hashed wheel whose turn takes one interval: a call stays in its slot for life. Whoever adds
 * one and the one thread that turns the wheel share nothing but the heads of the slots.
 */
final class Wheel {

  private static final int SLOT_MILLIS = 10;

  private static final long NOT_TURNED = Long.MIN_VALUE;

  private final long everyMillis;
  private final AtomicReferenceArray<@Nullable PolledCall> slots;

  /** All moments up to this one are over, counted in slots since the epoch. */
  private long over = NOT_TURNED;

  Wheel(Duration every) {
    this.everyMillis = every.toMillis();
    this.slots = new AtomicReferenceArray<>(Math.toIntExact(everyMillis / SLOT_MILLIS));
  }

  /** It is told from now on, until it is {@linkplain PolledCall#end ended}. */
  void add(PolledCall call) {
    push(slot(call), call);
  }

  /**
   * Tells all that are due; called about once in ten milliseconds, by one thread. After a pause
   * each call is told once. When the clock was set back by less than a turn, what was told is not
   * told again.
   */
  void turn(long now) {
    long current = Math.floorDiv(now * slots.length(), everyMillis);
    if (over == NOT_TURNED || current < over - slots.length()) {
      over = current - 1;
    }
    for (long moment = Math.max(over + 1, current - slots.length() + 1);
        moment <= current;
        moment++) {
      long due = moment * everyMillis / slots.length();
      sweep((int) (moment % slots.length()), due, now);
    }
    over = Math.max(over, current);
  }

  private int slot(PolledCall call) {
    return (int) Long.remainderUnsigned(call.phase(), slots.length());
  }

  private void push(int slot, PolledCall call) {
    PolledCall head;
    do {
      head = slots.get(slot);
      call.next = head;
    } while (!slots.compareAndSet(slot, head, call));
  }

  private void sweep(int slot, long due, long now) {
    PolledCall call = slots.getAndSet(slot, null);
    while (call != null) {
      PolledCall following = call.next;
      call.next = null;
      if (!call.isEnded()) {
        push(slot, call);
        call.due(due, now);
      }
      call = following;
    }
  }
}
