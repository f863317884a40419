package dev.ringbus.bus.testkit;

import dev.ringbus.bus.PollLog;
import dev.ringbus.model.CallKey;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** A {@link PollLog} that remembers what it was told. */
public final class InMemoryPollLog implements PollLog {

  private final InMemoryBroker broker;
  private final List<CallKey> reported = new CopyOnWriteArrayList<>();

  public InMemoryPollLog(InMemoryBroker broker) {
    this.broker = broker;
  }

  @Override
  public Mono<Void> report(Collection<CallKey> calls) {
    return broker.perform(() -> reported.addAll(calls));
  }

  /** One for each call of each report, in order. */
  public List<CallKey> reported() {
    return List.copyOf(reported);
  }
}
