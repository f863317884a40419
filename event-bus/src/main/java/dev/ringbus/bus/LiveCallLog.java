package dev.ringbus.bus;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.LiveCall;
import io.opentelemetry.context.Context;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is known of connected calls, for whoever steers them next: the compacted topic {@code
 * ringbus.live-calls}, whose partitions are those of the feeds of calls.
 */
public interface LiveCallLog {

  /** Replaces what was known of that call; fails with {@link BrokerUnavailable}. */
  Mono<Void> put(LiveCall call, Context trace);

  /** The call has ended; fails with {@link BrokerUnavailable}. */
  Mono<Void> remove(CallKey call, Context trace);

  /**
   * All that is live in these partitions, as of some moment after this is asked: whatever was put
   * before, by any instance, is among it. Fails with {@link BrokerUnavailable}.
   */
  Flux<LiveCall> read(Set<Integer> partitions);

  /** The partition of a call, here and in every feed of calls. */
  int partition(CallKey call);
}
