package dev.ringbus.bus.testkit;

import dev.ringbus.bus.CallLog;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** A {@link CallLog} that keeps every version of every call in a list. */
public final class InMemoryCallLog implements CallLog {

  private final InMemoryBroker broker;
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  public InMemoryCallLog(InMemoryBroker broker) {
    this.broker = broker;
  }

  @Override
  public Mono<Void> publish(List<Call> published) {
    return broker.perform(() -> calls.addAll(published));
  }

  /** All that was published, in the order of its arrival. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The versions of one call that were published, in order. */
  public List<Call> calls(CallKey key) {
    return calls.stream().filter(call -> call.key().equals(key)).toList();
  }
}
