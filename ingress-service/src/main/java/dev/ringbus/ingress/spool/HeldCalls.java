package dev.ringbus.ingress.spool;

import dev.ringbus.model.CallKey;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which calls have events in the spool, in a fixed amount of memory: calls share counters by their
 * hash. A call that shares a counter with another is taken for held as well, and its events then go
 * through the spool without need; no call is ever taken for free that is held.
 */
final class HeldCalls {

  private static final int COUNTERS = 1 << 18;

  private final AtomicIntegerArray counters = new AtomicIntegerArray(COUNTERS);

  /** The same in every run and on every JVM: it is written to disk. */
  static int hash(CallKey call) {
    return 31 * call.integration().value().hashCode() + call.callId().value().hashCode();
  }

  void add(int hash) {
    counters.incrementAndGet(slot(hash));
  }

  void remove(int hash) {
    counters.decrementAndGet(slot(hash));
  }

  boolean contains(int hash) {
    return counters.get(slot(hash)) > 0;
  }

  private static int slot(int hash) {
    return (hash ^ (hash >>> 18)) & (COUNTERS - 1);
  }
}
