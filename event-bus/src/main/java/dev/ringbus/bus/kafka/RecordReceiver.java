package dev.ringbus.bus.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.util.retry.Retry;

/**
 * Receives the records of a topic for as long as it is subscribed to, over failures of the
 * consumer. Tells when it is positioned (what is written from then on is seen), and when its
 * consumer is really closed and has left its group: that takes longer than a cancellation.
 */
final class RecordReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(RecordReceiver.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

  /** A broker that is starting takes seconds to say where a partition ends; that is no failure. */
  private static final Duration POSITION_LIMIT = Duration.ofSeconds(30);

  private final ReceiverOptions<byte[], byte[]> options;
  private final Set<TopicPartition> positioned = ConcurrentHashMap.newKeySet();
  private volatile Mono<Void> closed = Mono.empty();

  private RecordReceiver(
      ReceiverOptions<byte[], byte[]> options, Consumer<ReceiverPartition> beforePosition) {
    this.options =
        options
            .withKeyDeserializer(new ByteArrayDeserializer())
            .consumerProperty(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) POSITION_LIMIT.toMillis())
            .commitInterval(COMMIT_INTERVAL)
            .closeTimeout(CLOSE_LIMIT)
            .addAssignListener(partitions -> position(partitions, beforePosition))
            .addRevokeListener(partitions ->
                partitions.forEach(partition -> positioned.remove(partition.topicPartition())));
  }

  /** Reads one partition, assigned by hand, from what is written next. */
  static RecordReceiver ofEnd(Map<String, Object> reader, TopicPartition partition) {
    return new RecordReceiver(
        ReceiverOptions.<byte[], byte[]>create(reader)
            .consumerProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest")
            .assignment(List.of(partition)),
        ReceiverPartition::seekToEnd);
  }

  /** Reads this member's share of a topic, from where its group is. */
  static RecordReceiver ofGroup(Map<String, Object> member, String topic) {
    return new RecordReceiver(
        ReceiverOptions.<byte[], byte[]>create(member).subscription(List.of(topic)), _ -> {});
  }

  /** An assignment alone is not enough: asking for the position is what makes the seek happen. */
  private void position(
      Collection<ReceiverPartition> partitions, Consumer<ReceiverPartition> beforePosition) {
    partitions.forEach(beforePosition);
    for (ReceiverPartition partition : partitions) {
      long position = partition.position();
      LOG.debug("{} starts at {}", partition.topicPartition(), position);
      positioned.add(partition.topicPartition());
    }
  }

  /** The records; a consumer that fails is replaced. */
  Flux<ReceiverRecord<byte[], byte[]>> receive() {
    return Flux.defer(
            () -> {
              LastClosed last = new LastClosed();
              closed = last.end.asMono();
              return KafkaReceiver.create(options.withValueDeserializer(last)).receive();
            })
        .doOnError(failure -> LOG.warn("a consumer failed and is replaced", failure))
        .doFinally(_ -> positioned.clear())
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                .maxBackoff(Duration.ofSeconds(2))
                .transientErrors(true));
  }

  /** Whether it has partitions and stands at a position in each. */
  boolean isPositioned() {
    return !positioned.isEmpty();
  }

  /** Completes when the consumer is closed, or after a limit; to be asked after cancelling. */
  Mono<Void> closed() {
    return Mono.defer(() -> closed).timeout(CLOSE_LIMIT.plusSeconds(1), Mono.empty());
  }

  /** A consumer closes its deserializers last, after it has left its group. */
  private static final class LastClosed extends ByteArrayDeserializer {

    private final Sinks.Empty<Void> end = Sinks.empty();

    @Override
    public void close() {
      end.tryEmitEmpty();
    }
  }
}
