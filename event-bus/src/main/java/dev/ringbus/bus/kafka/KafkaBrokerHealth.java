package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerHealth;
import dev.ringbus.bus.BrokerUnavailable;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks the broker who it is, with a client that is opened at the first question. */
final class KafkaBrokerHealth implements BrokerHealth {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final ClientProperties properties;
  private @Nullable Admin admin;

  KafkaBrokerHealth(ClientProperties properties) {
    this.properties = properties;
  }

  @Override
  public Mono<Void> check() {
    return Mono.fromCallable(this::admin)
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(client ->
            Mono.fromCompletionStage(
                () -> client.describeCluster().clusterId().toCompletionStage()))
        .timeout(LIMIT)
        .onErrorMap(failure -> new BrokerUnavailable("the broker does not answer", failure))
        .then();
  }

  private synchronized Admin admin() {
    Admin client = admin;
    if (client == null) {
      client = Admin.create(properties.admin());
      admin = client;
    }
    return client;
  }

  synchronized void stop() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }
}
