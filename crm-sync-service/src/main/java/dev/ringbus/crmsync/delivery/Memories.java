package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmFailure;
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

  /** Remembers what the next attempt of it must know. */
  void note(Ended ended, Result result) {
    long id = ended.claimed().id();
    Memory memory = of(id);
    if (ended.isFinal()) {
      byDelivery.remove(id);
    } else if (result instanceof Result.Waits) {
      byDelivery.put(id, new Memory(memory.timesUnknown(), Waited.YES));
    } else if (result instanceof Result.Failed(CrmFailure.NotYetKnown _)) {
      byDelivery.put(id, new Memory(memory.timesUnknown() + 1, memory.waited()));
    }
  }
}
