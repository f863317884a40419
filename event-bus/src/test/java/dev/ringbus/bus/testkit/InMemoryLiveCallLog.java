package dev.ringbus.bus.testkit;

import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.LiveCall;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A {@link LiveCallLog} of some partitions. */
public final class InMemoryLiveCallLog implements LiveCallLog {

  private final InMemoryBroker broker;
  private final int partitions;
  private final Map<CallKey, LiveCall> calls = new ConcurrentHashMap<>();

  public InMemoryLiveCallLog(InMemoryBroker broker, int partitions) {
    this.broker = broker;
    this.partitions = partitions;
  }

  @Override
  public Mono<Void> put(LiveCall call, Context trace) {
    return broker.perform(() -> calls.put(call.key(), call));
  }

  @Override
  public Mono<Void> remove(CallKey call, Context trace) {
    return broker.perform(() -> calls.remove(call));
  }

  @Override
  public Flux<LiveCall> read(Set<Integer> wanted) {
    return broker
        .perform(() -> {})
        .thenMany(
            Flux.defer(() ->
                Flux.fromStream(
                    calls.values().stream()
                        .filter(call -> wanted.contains(partition(call.key()))))));
  }

  @Override
  public int partition(CallKey call) {
    return Math.floorMod(call.hashCode(), partitions);
  }

  /** All that is live. */
  public List<LiveCall> all() {
    return List.copyOf(calls.values());
  }
}
