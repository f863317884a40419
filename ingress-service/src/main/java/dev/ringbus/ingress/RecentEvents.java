package dev.ringbus.ingress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.model.CallEvent;
import java.time.Duration;
import java.util.List;

/**
 * The ids of events that were acknowledged a short while ago. A PBX that did not see our answer
 * sends an event again; the same id is the same event, while a second event of its kind has another
 * one. What is forgotten here (a bound, a restart, another instance) is dropped by consumers.
 */
final class RecentEvents {

  private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

  private final Cache<String, Boolean> ids;

  RecentEvents(int limit) {
    this.ids = Caffeine.newBuilder().maximumSize(limit).expireAfterWrite(REMEMBERED_FOR).build();
  }

  /** Those that have not been acknowledged yet, as far as is remembered; in order. */
  List<CallEvent> unknownOf(List<CallEvent> events) {
    for (CallEvent event : events) {
      if (ids.getIfPresent(event.id()) != null) {
        return events.stream().filter(each -> ids.getIfPresent(each.id()) == null).toList();
      }
    }
    return events;
  }

  void remember(List<CallEvent> events) {
    events.forEach(event -> ids.put(event.id(), Boolean.TRUE));
  }
}
