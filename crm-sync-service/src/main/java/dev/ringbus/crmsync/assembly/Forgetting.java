package dev.ringbus.crmsync.assembly;

import dev.ringbus.store.CallStore;
import java.time.Clock;
import reactor.core.publisher.Mono;

/** Removes calls that the store keeps no longer, a few at a time. */
final class Forgetting {

  private static final int AT_ONCE = 500;

  private final CallStore store;
  private final Clock clock;

  Forgetting(CallStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Removes all of them; fails if the database does. */
  Mono<Void> round() {
    return store
        .forget(clock.instant(), AT_ONCE)
        .expand(
            removed -> removed < AT_ONCE ? Mono.empty() : store.forget(clock.instant(), AT_ONCE))
        .then();
  }
}
