package dev.ringbus.poller.live;

import dev.ringbus.model.CallKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Lets what is done to one call happen in turn, and leaves the others alone. */
public final class Turns {

  private final Map<CallKey, Mono<Void>> last = new ConcurrentHashMap<>();

  /** Does {@code work} when all that came before it for that call is done or has failed. */
  public Mono<Void> take(CallKey call, Mono<Void> work) {
    return Mono.defer(() -> {
      Sinks.Empty<Void> end = Sinks.empty();
      Mono<Void> own = end.asMono();
      Mono<Void> before = last.put(call, own);
      Mono<Void> first = before == null ? Mono.empty() : before;
      return first
          .then(work)
          // Also when it was cancelled before its turn came: the next still waits for those before.
          .doFinally(_ ->
              first.subscribe(
                  _ -> {},
                  _ -> {},
                  () -> {
                    last.remove(call, own);
                    end.tryEmitEmpty();
                  }));
    });
  }
}
