package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.Assembly;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.Origination;
import dev.ringbus.store.PlannedDelivery;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** A store that has a fault: call 17 of MTS cannot be recorded. */
final class FaultyCallStore implements CallStore {

  private final CallStore store;

  FaultyCallStore(CallStore store) {
    this.store = store;
  }

  @Override
  public Mono<List<Call>> record(List<CallEvent> events, Assembly assembly) {
    return events.stream().anyMatch(event -> event.key().toString().equals("acme-mts:17"))
        ? Mono.error(new IllegalStateException("a fault of ours"))
        : store.record(events, assembly);
  }

  @Override
  public Mono<List<Call>> dueToClose(Instant now, int limit) {
    return store.dueToClose(now, limit);
  }

  @Override
  public Mono<Memory> await(Origination origination) {
    return store.await(origination);
  }

  @Override
  public Mono<List<Origination>> overdue(Instant requestedBefore, int limit) {
    return store.overdue(requestedBefore, limit);
  }

  @Override
  public Mono<Void> giveUp(Origination origination, PlannedDelivery failure) {
    return store.giveUp(origination, failure);
  }

  @Override
  public Mono<List<Call>> find(List<CallKey> keys) {
    return store.find(keys);
  }

  @Override
  public Mono<Integer> forget(Instant now, int limit) {
    return store.forget(now, limit);
  }
}
