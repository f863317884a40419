package dev.ringbus.standalone;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.model.Configuration;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The configuration on a broker that this process runs itself. On a machine that is busy with the
 * start it may not answer at first, and a try that fails is no reason to give up; whoever waits
 * sets the limit.
 */
final class PatientStore implements ConfigurationStore {

  private static final Retry UNTIL_IT_ANSWERS =
      Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(200))
          .filter(BrokerUnavailable.class::isInstance);

  private final ConfigurationStore store;

  PatientStore(ConfigurationStore store) {
    this.store = store;
  }

  @Override
  public Mono<Configuration> read() {
    return store.read().retryWhen(UNTIL_IT_ANSWERS);
  }

  /** A record that is written twice changes nothing. */
  @Override
  public Mono<Void> replace(Configuration from, Configuration to) {
    return store.replace(from, to).retryWhen(UNTIL_IT_ANSWERS);
  }
}
