package dev.ringbus.bus.kafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A timer for very many deadlines of which nearly none is reached: adding one is a single
 * compare-and-set without an allocation, and nothing is ever removed before its time. A hashed
 * wheel of stacks; whoever adds and the one thread that turns it share nothing else.
 */
final class DeadlineWheel {

  /** How much later than asked a deadline may be told. */
  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** A power of two: with the tick above, a turn of the wheel takes 5 s. */
  private static final int SLOTS = 1024;

  /** One deadline; it can be in the wheel once at a time. */
  abstract static class Timeout {
    private long tick;
    private @Nullable Timeout next;

    /** Called by the thread that turns the wheel, or the one that adds: it must not block. */
    abstract void expire();
  }

  private final LongSupplier nanoTime;
  private final long start;
  private final AtomicReferenceArray<@Nullable Timeout> slots = new AtomicReferenceArray<>(SLOTS);

  /** All ticks up to this one are over. */
  private volatile long over;

  DeadlineWheel(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Tells {@code timeout} when {@code nanos} have passed, or up to a tick later. */
  void add(Timeout timeout, long nanos) {
    long elapsed = nanoTime.getAsLong() - start + Math.max(0, nanos);
    timeout.tick = elapsed / TICK_NANOS + 1;
    push(timeout);
    if (timeout.tick <= over) {
      // The wheel has passed that slot, perhaps before the push.
      sweep(slot(timeout.tick));
    }
  }

  /** Tells all that are due; called about once a tick, by one thread. */
  void turn() {
    long now = (nanoTime.getAsLong() - start) / TICK_NANOS;
    // After a long pause each slot is looked at once, not once per turn that was missed.
    long first = Math.max(over + 1, now - SLOTS + 1);
    over = now;
    for (long tick = first; tick <= now; tick++) {
      sweep(slot(tick));
    }
  }

  private static int slot(long tick) {
    return (int) (tick & (SLOTS - 1));
  }

  private void push(Timeout timeout) {
    int slot = slot(timeout.tick);
    Timeout head;
    do {
      head = slots.get(slot);
      timeout.next = head;
    } while (!slots.compareAndSet(slot, head, timeout));
  }

  private void sweep(int slot) {
    Timeout timeout = slots.getAndSet(slot, null);
    while (timeout != null) {
      Timeout following = timeout.next;
      timeout.next = null;
      if (timeout.tick <= over) {
        timeout.expire();
      } else {
        push(timeout);
      }
      timeout = following;
    }
  }
}
