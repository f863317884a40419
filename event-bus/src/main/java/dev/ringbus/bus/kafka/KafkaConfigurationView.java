package dev.ringbus.bus.kafka;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * A view of {@code ringbus.config}. Of a resource that cannot be read it keeps what it had under
 * that key.
 */
final class KafkaConfigurationView implements ConfigurationView {

  /** Changes within this time are shown together: one {@code apply} writes many records. */
  private static final Duration TOGETHER = Duration.ofMillis(50);

  private final CompactedTopic topic;
  private final Sinks.Many<Configuration> changes =
      Sinks.many().replay().latestOrDefault(Configuration.EMPTY);
  private final Disposable.Swap publication = Disposables.swap();

  private final Map<String, ConfigResource> resources = new TreeMap<>();
  private boolean publicationIsDue;
  private volatile Configuration current = Configuration.EMPTY;
  private volatile boolean known;

  KafkaConfigurationView(CompactedTopic topic) {
    this.topic = topic;
  }

  /** Begins to read as soon as the topic is there. */
  void start() {
    topic.start(this::read, this::complete);
  }

  /** Stops reading; what is known stays. */
  Mono<Void> stop() {
    publication.dispose();
    return topic.stop();
  }

  private synchronized void read(ConsumerRecord<byte[], byte[]> message) {
    ConfigRecords.apply(message, resources);
    if (known && !publicationIsDue) {
      publicationIsDue = true;
      publication.replace(
          Schedulers.parallel()
              .schedule(this::publish, TOGETHER.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  /** Ready first: whoever waits for a configuration to begin with is told this one, or none. */
  private synchronized void complete() {
    current = new Configuration(resources);
    known = true;
    changes.emitNext(current, Sinks.EmitFailureHandler.FAIL_FAST);
  }

  private synchronized void publish() {
    publicationIsDue = false;
    Configuration next = new Configuration(resources);
    if (!next.equals(current)) {
      current = next;
      changes.emitNext(next, Sinks.EmitFailureHandler.FAIL_FAST);
    }
  }

  @Override
  public Configuration current() {
    return current;
  }

  @Override
  public Flux<Configuration> changes() {
    return changes.asFlux().onBackpressureLatest();
  }

  @Override
  public boolean isReady() {
    return known;
  }
}
