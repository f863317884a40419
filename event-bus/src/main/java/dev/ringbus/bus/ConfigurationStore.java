package dev.ringbus.bus;

import dev.ringbus.model.Configuration;
import reactor.core.publisher.Mono;

/** Writes the hub's configuration: the other end of {@link ConfigurationView}. */
public interface ConfigurationStore {

  /** All that is on the topic now; fails with {@link BrokerUnavailable}. */
  Mono<Configuration> read();

  /**
   * Makes the topic hold {@code to}, given that it holds {@code from}: writes what differs in its
   * version, and a tombstone for what is no longer there. Completes when all of it is stored; fails
   * with {@link BrokerUnavailable}.
   */
  Mono<Void> replace(Configuration from, Configuration to);
}
