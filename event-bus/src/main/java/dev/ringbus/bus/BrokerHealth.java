package dev.ringbus.bus;

import reactor.core.publisher.Mono;

/**
 * Whether the broker answers at this moment: for a health page. A service that has started stays
 * ready without a broker, since it still answers the calls that wait.
 */
public interface BrokerHealth {

  /** Completes when the broker has answered, within a second; else {@link BrokerUnavailable}. */
  Mono<Void> check();
}
