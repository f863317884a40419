package dev.ringbus.bus.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
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
import reactor.core.publisher.Mono;

/**
 * Shows all of a compacted topic to a view, from its beginning at each start, and then what is
 * written to it; of a topic that is not compacted, what is in it of the last hour. A record that
 * the view cannot read becomes a dead letter.
 */
final class CompactedTopic {

  private static final Logger LOG = LoggerFactory.getLogger(CompactedTopic.class);

  /** When nothing has come for this long, it is checked whether the end has been reached. */
  private static final Duration IDLE = Duration.ofMillis(100);

  private static final Duration END_LIMIT = Duration.ofSeconds(1);

  private static final Duration LATEST = Duration.ofHours(1);

  private final String topic;
  private final Function<TopicPartition, TopicPartitionOffset> beginsAt;
  private final ClientProperties properties;
  private final KafkaTopics topics;
  private final DeadLetters deadLetters;
  private final Disposable.Swap beginning = Disposables.swap();
  private volatile boolean complete;
  private volatile @Nullable KafkaMessageListenerContainer<byte[], byte[]> container;

  CompactedTopic(
      String topic, ClientProperties properties, KafkaTopics topics, DeadLetters deadLetters) {
    this(
        topic,
        partition -> new TopicPartitionOffset(partition, 0L, SeekPosition.BEGINNING),
        properties,
        topics,
        deadLetters);
  }

  /** From what was written an hour before the start. */
  static CompactedTopic latest(
      String topic,
      Clock clock,
      ClientProperties properties,
      KafkaTopics topics,
      DeadLetters deadLetters) {
    return new CompactedTopic(
        topic,
        partition ->
            new TopicPartitionOffset(
                partition, clock.instant().minus(LATEST).toEpochMilli(), SeekPosition.TIMESTAMP),
        properties,
        topics,
        deadLetters);
  }

  private CompactedTopic(
      String topic,
      Function<TopicPartition, TopicPartitionOffset> beginsAt,
      ClientProperties properties,
      KafkaTopics topics,
      DeadLetters deadLetters) {
    this.topic = topic;
    this.beginsAt = beginsAt;
    this.properties = properties;
    this.topics = topics;
    this.deadLetters = deadLetters;
  }

  /**
   * Begins to read as soon as the topic is there. One thread calls both.
   *
   * @param read throws what says why a record is unreadable
   * @param whenComplete called once, when all that was there at the start has been read
   */
  void start(Consumer<ConsumerRecord<byte[], byte[]>> read, Runnable whenComplete) {
    beginning.update(
        topics
            .ensured()
            .subscribe(
                counts -> listen(counts, read, whenComplete),
                failure -> LOG.error("{} is not read", topic, failure)));
  }

  private void listen(
      PartitionCounts counts,
      Consumer<ConsumerRecord<byte[], byte[]>> read,
      Runnable whenComplete) {
    ContainerProperties listening =
        new ContainerProperties(
            counts.partitionsOf(topic).stream().map(beginsAt).toArray(TopicPartitionOffset[]::new));
    listening.setMessageListener((MessageListener<byte[], byte[]>) read::accept);
    // Without a group there is nothing to commit to: a view always begins at the beginning.
    listening.setAckMode(ContainerProperties.AckMode.MANUAL);
    listening.setPollTimeout(IDLE.toMillis());
    listening.setIdleEventInterval(IDLE.toMillis());
    listening.setIdleBeforeDataMultiplier(1);
    KafkaMessageListenerContainer<byte[], byte[]> listener =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                properties.reader(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            listening);
    listener.setBeanName(topic.replace('.', '-'));
    listener.setCommonErrorHandler(
        new DefaultErrorHandler(deadLetters.recoverer(), new FixedBackOff(0, 0)));
    listener.setApplicationEventPublisher(event -> {
      if (event instanceof ListenerContainerIdleEvent idle && !complete) {
        checkWhetherComplete(idle.getConsumer(), whenComplete);
      }
    });
    container = listener;
    listener.start();
  }

  /** On the container's thread. A broker that does not say how much there is is asked again. */
  private void checkWhetherComplete(
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, Runnable whenComplete) {
    try {
      if (ConfigRecords.hasReached(
          consumer.endOffsets(consumer.assignment(), END_LIMIT), consumer)) {
        whenComplete.run();
        complete = true;
      }
    } catch (TimeoutException e) {
      LOG.debug("the end of {} is not known yet", topic, e);
    }
  }

  /** Whether everything that was there at the start has been read. */
  boolean isComplete() {
    return complete;
  }

  /** Stops reading. */
  Mono<Void> stop() {
    beginning.dispose();
    KafkaMessageListenerContainer<byte[], byte[]> listener = container;
    return listener == null ? Mono.empty() : Mono.create(sink -> listener.stop(sink::success));
  }
}
