package dev.ringbus.ingress;

import dev.ringbus.bus.EventLog;
import dev.ringbus.model.CallEvent;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Takes events when the test says so. */
final class ControlledEvents implements EventLog {
  final List<CallEvent> appended = new ArrayList<>();
  final Sinks.Empty<Void> stored = Sinks.empty();
  boolean cancelled;

  @Override
  public Mono<Void> append(List<CallEvent> more, Context trace) {
    appended.addAll(more);
    return stored.asMono().doOnCancel(() -> cancelled = true);
  }
}
