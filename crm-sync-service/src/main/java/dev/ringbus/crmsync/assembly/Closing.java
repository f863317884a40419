package dev.ringbus.crmsync.assembly;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.EventLog;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Integration;
import dev.ringbus.store.CallStore;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * Ends calls whose end never comes, by an event like any other: it is appended to the topic, and
 * comes back from there. Several instances may do so at once, since the event is the same.
 */
final class Closing {

  private static final int AT_ONCE = 500;

  /** How long a call that was closed is given to come back as ended. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(10);

  private final ConfigurationView view;
  private final CallStore store;
  private final EventLog events;
  private final Progress progress;
  private final AssemblyMeters meters;
  private final Clock clock;
  private final Map<CallKey, Instant> onTheirWay = new ConcurrentHashMap<>();

  Closing(
      ConfigurationView view,
      CallStore store,
      EventLog events,
      Progress progress,
      AssemblyMeters meters,
      Clock clock) {
    this.view = view;
    this.store = store;
    this.events = events;
    this.progress = progress;
    this.meters = meters;
    this.clock = clock;
  }

  /** Ends those that are due; fails if the database or the broker does. */
  Mono<Void> round() {
    if (!progress.isCurrent()) {
      return Mono.empty();
    }
    Instant now = clock.instant();
    onTheirWay.values().removeIf(since -> since.isBefore(now.minus(ON_ITS_WAY)));
    return store
        .dueToClose(now, AT_ONCE)
        .flatMapIterable(due -> due)
        .filter(call -> !onTheirWay.containsKey(call.key()))
        .concatMap(call -> close(call, now))
        .then();
  }

  private Mono<Void> close(Call call, Instant now) {
    Duration closeAfter =
        view.current()
            .integration(call.integration())
            .map(Integration::closeAfter)
            .orElse(CallAssembly.CLOSE_AFTER);
    CallEvent end = OverdueCall.end(call, now.atOffset(ZoneOffset.UTC), closeAfter);
    return events
        .append(List.of(end), Context.root())
        .doOnSuccess(_ -> {
          onTheirWay.put(call.key(), now);
          meters.closed();
        });
  }
}
