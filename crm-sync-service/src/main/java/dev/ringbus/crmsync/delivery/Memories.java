package dev.ringbus.crmsync.delivery;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this process remembers of deliveries that did not go through and that the outbox does not
 * know. Only patience depends on it: a process that has forgotten begins a delivery's short waits
 * anew. Bounded; the longest unused is forgotten first.
 */
final class Memories {

  private static final int MOST = 10_000;

  private static final Memory NOTHING = new Memory(0, Waited.NO);

  /**
   * Of one delivery.
   *
   * @param timesUnknown how often the CRM said that it does not know the call
   */
  record Memory(int timesUnknown, Waited waited) {}

  /** Whether a delivery has waited for files that must be uploaded again. */
  enum Waited {
    NO,
    YES
  }

  private final Map<Long, Memory> byDelivery =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Memory> eldest) {
          return size() > MOST;
        }
      };

  Memory of(long delivery) {
    return byDelivery.getOrDefault(delivery, NOTHING);
  }

  void wasUnknown(long delivery) {
    Memory memory = of(delivery);
    byDelivery.put(delivery, new Memory(memory.timesUnknown() + 1, memory.waited()));
  }

  void hasWaited(long delivery) {
    byDelivery.put(delivery, new Memory(of(delivery).timesUnknown(), Waited.YES));
  }

  void forget(long delivery) {
    byDelivery.remove(delivery);
  }
}
