package dev.ringbus.poller.live;

import dev.ringbus.model.CallKey;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * What is kept of the calls of one partition, from when it comes until it goes. Whoever is told of
 * it is told in the same order in which it happens.
 */
final class OwnPartition<V> {

  private final Consumer<V> appeared;
  private final Consumer<CallKey> disappeared;
  private final Map<CallKey, V> calls = new ConcurrentHashMap<>();
  private volatile Mono<Void> restored = Mono.never();
  private volatile boolean ours = true;

  OwnPartition(Consumer<V> appeared, Consumer<CallKey> disappeared) {
    this.appeared = appeared;
    this.disappeared = disappeared;
  }

  void restored(Mono<Void> value) {
    restored = value;
  }

  Mono<Void> restored() {
    return restored;
  }

  boolean isOurs() {
    return ours;
  }

  Optional<V> find(CallKey call) {
    return Optional.ofNullable(calls.get(call));
  }

  Collection<V> all() {
    return calls.values();
  }

  synchronized void keep(CallKey call, V value) {
    if (ours && calls.put(call, value) == null) {
      appeared.accept(value);
    }
  }

  synchronized void drop(CallKey call) {
    if (calls.remove(call) != null) {
      disappeared.accept(call);
    }
  }

  synchronized void lose() {
    ours = false;
    calls.keySet().forEach(disappeared);
    calls.clear();
  }
}
