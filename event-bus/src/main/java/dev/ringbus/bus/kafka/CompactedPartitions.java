package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.UnreadableRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads some partitions of a compacted topic once, to their ends: for whoever takes them over.
 *
 * @param <T> what its records are
 */
final class CompactedPartitions<T> {

  private static final Logger LOG = LoggerFactory.getLogger(CompactedPartitions.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** A hundred thousand calls are read within a second or two. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String topic;
  private final Class<T> type;
  private final Supplier<Consumer<byte[], byte[]>> consumers;

  /**
   * @param consumers without a group; each reading has one of its own
   */
  CompactedPartitions(String topic, Class<T> type, Supplier<Consumer<byte[], byte[]>> consumers) {
    this.topic = topic;
    this.type = type;
    this.consumers = consumers;
  }

  /** What is there at some moment after this is asked; fails with {@link BrokerUnavailable}. */
  Flux<T> read(Set<Integer> wanted) {
    return wanted.isEmpty()
        ? Flux.empty()
        : Mono.fromCallable(() -> readAll(wanted))
            .subscribeOn(Schedulers.boundedElastic())
            .timeout(LIMIT)
            .onErrorMap(
                failure -> new BrokerUnavailable(topic + " could not be read: " + failure, failure))
            .flatMapIterable(values -> values);
  }

  private Collection<T> readAll(Set<Integer> wanted) {
    List<TopicPartition> assigned =
        wanted.stream().map(number -> new TopicPartition(topic, number)).toList();
    Map<String, T> values = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      consumer.assign(assigned);
      consumer.seekToBeginning(assigned);
      Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
      while (!ConfigRecords.hasReached(ends, consumer)) {
        consumer.poll(POLL).forEach(message -> apply(message, values));
      }
    }
    return values.values();
  }

  /** What cannot be read is as if nothing were known. */
  private void apply(ConsumerRecord<byte[], byte[]> message, Map<String, T> values) {
    String key = LiveCallRecords.key(message.key());
    if (message.value() == null) {
      values.remove(key);
      return;
    }
    try {
      values.put(key, Json.read(message.value(), type));
    } catch (UnreadableRecord e) {
      values.remove(key);
      LOG.warn(
          "passing over what is in partition {} of {} at {}: {}",
          message.partition(),
          topic,
          message.offset(),
          e.getMessage());
    }
  }
}
