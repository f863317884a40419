package dev.ringbus.poller.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happened last in calls for which something waits. The report that it was offered comes by
 * another topic, and perhaps after the event that proves it.
 */
final class RecentEvents {

  private static final int CALLS = 20_000;
  private static final int OF_A_CALL = 16;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(2);

  private final Cache<CallKey, List<CallEvent>> events =
      Caffeine.newBuilder().maximumSize(CALLS).expireAfterWrite(REMEMBERED_FOR).build();

  void add(CallEvent event) {
    events
        .asMap()
        .merge(
            event.key(),
            List.of(event),
            (known, added) -> {
              List<CallEvent> all = Stream.concat(known.stream(), added.stream()).toList();
              return List.copyOf(all.subList(Math.max(0, all.size() - OF_A_CALL), all.size()));
            });
  }

  List<CallEvent> of(CallKey call) {
    List<CallEvent> found = events.getIfPresent(call);
    return found == null ? List.of() : found;
  }

  /** By the clocks of ingress: an answer is written after its offer is recorded. */
  static boolean isAfter(CallEvent event, OffsetDateTime offered) {
    return !event.receivedAt().isBefore(offered);
  }
}
