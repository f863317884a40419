package dev.ringbus.bus.testkit;

import dev.ringbus.bus.EventLog;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** An {@link EventLog} that keeps its events in a list, and feeds who follows them. */
public final class InMemoryEventLog implements EventLog {

  private final InMemoryBroker broker;
  private final List<CallEvent> events = new CopyOnWriteArrayList<>();
  private final InMemoryFeed<CallEvent> feed = new InMemoryFeed<>();

  public InMemoryEventLog(InMemoryBroker broker) {
    this.broker = broker;
  }

  @Override
  public Mono<Void> append(List<CallEvent> appended, Context trace) {
    return broker.perform(() -> {
      events.addAll(appended);
      feed.write(appended, trace);
    });
  }

  /** The same topic, to be followed. */
  public InMemoryFeed<CallEvent> feed() {
    return feed;
  }

  /** All that was stored, in the order of its arrival. */
  public List<CallEvent> events() {
    return List.copyOf(events);
  }

  /** What was stored of one call, in order. */
  public List<CallEvent> events(CallKey call) {
    return events.stream().filter(event -> event.key().equals(call)).toList();
  }
}
