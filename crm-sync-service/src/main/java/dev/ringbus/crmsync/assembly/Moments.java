package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.CallEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The events of a call as the vendor's clock orders them. Vendors give seconds, so several events
 * of a call often have the same time: they make one moment, in the order of their receipt. Whoever
 * knows what came before decides whether another order makes more sense.
 */
final class Moments {

  private static final Comparator<CallEvent> IN_ORDER =
      Comparator.comparing((CallEvent event) -> event.occurredAt().toInstant())
          .thenComparing(event -> event.receivedAt().toInstant())
          .thenComparing(CallEvent::id);

  private Moments() {}

  /** Each event once, by the vendor's time, then by receipt. */
  static List<CallEvent> inOrder(Collection<CallEvent> events) {
    Set<String> seen = new HashSet<>();
    return events.stream().sorted(IN_ORDER).filter(event -> seen.add(event.id())).toList();
  }

  /** What happened together. */
  static Collection<List<CallEvent>> of(List<CallEvent> inOrder) {
    TreeMap<Instant, List<CallEvent>> moments = new TreeMap<>();
    for (CallEvent event : inOrder) {
      moments.computeIfAbsent(event.occurredAt().toInstant(), _ -> new ArrayList<>()).add(event);
    }
    return moments.values();
  }
}
