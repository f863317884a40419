package dev.ringbus.bus;

import dev.ringbus.model.CallKey;
import java.util.Collection;
import reactor.core.publisher.Mono;

/** Where it is told which calls' PBXs have polled: {@code ringbus.polls}. */
public interface PollLog {

  /**
   * Tells it, with one record for each partition of these calls; fails with {@link
   * BrokerUnavailable}, and then nobody needs to tell it later.
   */
  Mono<Void> report(Collection<CallKey> calls);
}
