package dev.ringbus.bus.kafka;

import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import dev.ringbus.wire.UnreadableRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Records that are handled together: a stretch of each of some partitions. */
final class FeedBatch<T> {

  /** A record that is not what its topic holds. */
  private record Unreadable(ConsumerRecord<byte[], byte[]> message, UnreadableRecord cause) {}

  /**
   * The stretch of one partition.
   *
   * @param next where the partition goes on after it
   * @param unreadable what has not become a dead letter yet
   */
  private record Part<T>(
      OffsetAndMetadata next, List<Traced<T>> values, Queue<Unreadable> unreadable) {}

  private final Map<TopicPartition, Part<T>> parts;

  private FeedBatch(Map<TopicPartition, Part<T>> parts) {
    this.parts = parts;
  }

  static <T> FeedBatch<T> of(ConsumerRecords<byte[], byte[]> polled, FeedSource<T> source) {
    Map<TopicPartition, Part<T>> parts = new LinkedHashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      OffsetAndMetadata next =
          Objects.requireNonNull(polled.nextOffsets().get(partition), "what was polled has an end");
      parts.put(partition, read(polled.records(partition), next, source));
    }
    return new FeedBatch<>(parts);
  }

  private static <T> Part<T> read(
      List<ConsumerRecord<byte[], byte[]>> messages, OffsetAndMetadata next, FeedSource<T> source) {
    List<Traced<T>> values = new ArrayList<>(messages.size());
    Queue<Unreadable> unreadable = new ConcurrentLinkedQueue<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      try {
        T value = source.read().apply(message);
        values.add(new Traced<>(value, TraceHeaders.read(message.headers()), message.partition()));
      } catch (UnreadableRecord e) {
        unreadable.add(new Unreadable(message, e));
      }
    }
    return new Part<>(next, List.copyOf(values), unreadable);
  }

  Set<TopicPartition> partitions() {
    return parts.keySet();
  }

  /** How many records it has for the handler. */
  int size() {
    return parts.values().stream().mapToInt(part -> part.values().size()).sum();
  }

  /** Where its partitions go on after it. */
  Map<TopicPartition, OffsetAndMetadata> next() {
    Map<TopicPartition, OffsetAndMetadata> next = new LinkedHashMap<>();
    parts.forEach((partition, part) -> next.put(partition, part.next()));
    return next;
  }

  /** A batch for each of its partitions, so that one that fails holds up no other. */
  List<FeedBatch<T>> split() {
    return parts.entrySet().stream()
        .map(part -> new FeedBatch<T>(Map.of(part.getKey(), part.getValue())))
        .toList();
  }

  /**
   * Stores what is unreadable as dead letters, each once, and gives the rest to {@code handler}.
   */
  Mono<Taken> handle(Function<List<Traced<T>>, Mono<Taken>> handler, DeadLetters deadLetters) {
    return Flux.fromIterable(parts.values())
        .concatMap(part -> bury(part.unreadable(), deadLetters))
        .then(
            Mono.defer(() -> {
              List<Traced<T>> values =
                  parts.values().stream().map(Part::values).flatMap(Collection::stream).toList();
              return values.isEmpty() ? Mono.just(Taken.WHOLE) : handler.apply(values);
            }));
  }

  private static Mono<Void> bury(Queue<Unreadable> unreadable, DeadLetters deadLetters) {
    return Flux.fromIterable(List.copyOf(unreadable))
        .concatMap(letter ->
            deadLetters
                .publish(letter.message(), letter.cause())
                .doOnSuccess(_ -> unreadable.remove(letter)))
        .then();
  }
}
