package dev.ringbus.bus;

import dev.ringbus.model.Call;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where calls are published as they are known: the compacted topic {@code ringbus.calls}. */
public interface CallLog {

  /** Completes when all are stored; fails with {@link BrokerUnavailable}. */
  Mono<Void> publish(List<Call> calls);
}
