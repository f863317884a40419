package dev.ringbus.bus.kafka;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.wire.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.TopicPartitionOffset.SeekPosition;
import org.springframework.util.backoff.FixedBackOff;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * A view of {@code ringbus.config}, read from its beginning at each start. A resource that cannot
 * be read becomes a dead letter, and the view keeps what it had under that key.
 */
final class KafkaConfigurationView implements ConfigurationView {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaConfigurationView.class);

  /** Changes within this time are shown together: one {@code apply} writes many records. */
  private static final Duration TOGETHER = Duration.ofMillis(50);

  /** When nothing has come for this long, it is checked whether the end has been reached. */
  private static final Duration IDLE = Duration.ofMillis(100);

  private static final Duration END_LIMIT = Duration.ofSeconds(1);

  private final ClientProperties properties;
  private final KafkaTopics topics;
  private final DeadLetters deadLetters;
  private final Sinks.Many<Configuration> changes =
      Sinks.many().replay().latestOrDefault(Configuration.EMPTY);
  private final Disposable.Swap beginning = Disposables.swap();
  private final Disposable.Swap publication = Disposables.swap();

  private final Map<String, ConfigResource> resources = new TreeMap<>();
  private boolean publicationIsDue;
  private volatile Configuration current = Configuration.EMPTY;
  private volatile boolean ready;
  private volatile @Nullable KafkaMessageListenerContainer<byte[], byte[]> container;

  KafkaConfigurationView(ClientProperties properties, KafkaTopics topics, DeadLetters deadLetters) {
    this.properties = properties;
    this.topics = topics;
    this.deadLetters = deadLetters;
  }

  /** Begins to read as soon as the topic is there. */
  void start() {
    beginning.update(
        topics
            .ensured()
            .subscribe(this::listen, failure -> LOG.error("no configuration is read", failure)));
  }

  private void listen(PartitionCounts counts) {
    ContainerProperties listening =
        new ContainerProperties(
            counts.partitionsOf(Topics.CONFIG).stream()
                .map(partition -> new TopicPartitionOffset(partition, 0L, SeekPosition.BEGINNING))
                .toArray(TopicPartitionOffset[]::new));
    listening.setMessageListener((MessageListener<byte[], byte[]>) this::read);
    // Without a group there is nothing to commit to: the view always begins at the beginning.
    listening.setAckMode(ContainerProperties.AckMode.MANUAL);
    listening.setPollTimeout(IDLE.toMillis());
    listening.setIdleEventInterval(IDLE.toMillis());
    listening.setIdleBeforeDataMultiplier(1);
    KafkaMessageListenerContainer<byte[], byte[]> listener =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                properties.reader(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            listening);
    listener.setBeanName("ringbus-configuration");
    listener.setCommonErrorHandler(
        new DefaultErrorHandler(deadLetters.recoverer(), new FixedBackOff(0, 0)));
    listener.setApplicationEventPublisher(event -> {
      if (event instanceof ListenerContainerIdleEvent idle) {
        becomeReady(idle.getConsumer());
      }
    });
    container = listener;
    listener.start();
  }

  /** Stops reading; what is known stays. */
  Mono<Void> stop() {
    beginning.dispose();
    publication.dispose();
    KafkaMessageListenerContainer<byte[], byte[]> listener = container;
    return listener == null ? Mono.empty() : Mono.create(sink -> listener.stop(sink::success));
  }

  private synchronized void read(ConsumerRecord<byte[], byte[]> message) {
    ConfigRecords.apply(message, resources);
    if (ready && !publicationIsDue) {
      publicationIsDue = true;
      publication.replace(
          Schedulers.parallel()
              .schedule(this::publish, TOGETHER.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private synchronized void publish() {
    publicationIsDue = false;
    Configuration next = new Configuration(resources);
    if (!next.equals(current)) {
      current = next;
      changes.emitNext(next, Sinks.EmitFailureHandler.FAIL_FAST);
    }
  }

  /** On the container's thread. A broker that does not say how much there is is asked again. */
  private void becomeReady(Consumer<?, ?> consumer) {
    if (ready) {
      return;
    }
    try {
      if (ConfigRecords.hasReached(
          consumer.endOffsets(consumer.assignment(), END_LIMIT), consumer)) {
        publish();
        ready = true;
      }
    } catch (TimeoutException e) {
      LOG.debug("the end of the configuration is not known yet", e);
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
    return ready;
  }
}
