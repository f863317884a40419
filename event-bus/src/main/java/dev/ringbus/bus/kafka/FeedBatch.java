package dev.ringbus.bus.kafka;

import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import dev.ringbus.bus.UnfitRecords;
import dev.ringbus.wire.UnreadableRecord;
import io.opentelemetry.context.Context;
import java.util.HashSet;
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

  /** A record, as it came and as it is read. */
  private record Fit<T>(ConsumerRecord<byte[], byte[]> message, Traced<T> value) {}

  /** A record that is not what its topic holds, or that nobody can handle. */
  private record Unfit(ConsumerRecord<byte[], byte[]> message, Exception cause) {}

  /**
   * The stretch of one partition.
   *
   * @param next where the partition goes on after it
   * @param fit what is for the handler, in order
   * @param unfit what has not become a dead letter yet
   */
  private record Part<T>(OffsetAndMetadata next, Queue<Fit<T>> fit, Queue<Unfit> unfit) {}

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
    Queue<Fit<T>> fit = new ConcurrentLinkedQueue<>();
    Queue<Unfit> unfit = new ConcurrentLinkedQueue<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      try {
        T value = source.read().apply(message);
        Context trace = TraceHeaders.read(message.headers());
        fit.add(new Fit<>(message, new Traced<>(value, trace, message.partition())));
      } catch (UnreadableRecord e) {
        unfit.add(new Unfit(message, e));
      }
    }
    return new Part<>(next, fit, unfit);
  }

  Set<TopicPartition> partitions() {
    return parts.keySet();
  }

  /** How many records it has for the handler. */
  int size() {
    return parts.values().stream().mapToInt(part -> part.fit().size()).sum();
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
   * Stores what is unfit as dead letters, each once, and gives the rest to {@code handler}, again
   * if it finds more that is unfit.
   */
  Mono<Taken> handle(Function<List<Traced<T>>, Mono<Taken>> handler, DeadLetters deadLetters) {
    return Flux.fromIterable(parts.values())
        .concatMap(part -> bury(part.unfit(), deadLetters))
        .then(Mono.defer(() -> handleFit(handler)))
        .onErrorResume(
            UnfitRecords.class,
            found -> setApart(found) ? handle(handler, deadLetters) : Mono.error(found));
  }

  private Mono<Taken> handleFit(Function<List<Traced<T>>, Mono<Taken>> handler) {
    List<Traced<T>> values =
        parts.values().stream().flatMap(part -> part.fit().stream()).map(Fit::value).toList();
    return values.isEmpty() ? Mono.just(Taken.WHOLE) : handler.apply(values);
  }

  /** Whether any of them is of this batch; otherwise the handler would be asked for ever. */
  private boolean setApart(UnfitRecords found) {
    Set<Object> values = new HashSet<>(found.values());
    Exception cause = found.getCause() instanceof Exception inner ? inner : found;
    boolean any = false;
    for (Part<T> part : parts.values()) {
      for (Fit<T> record : List.copyOf(part.fit())) {
        if (values.contains(record.value().value())) {
          part.unfit().add(new Unfit(record.message(), cause));
          part.fit().remove(record);
          any = true;
        }
      }
    }
    return any;
  }

  private static Mono<Void> bury(Queue<Unfit> unfit, DeadLetters deadLetters) {
    return Flux.fromIterable(List.copyOf(unfit))
        .concatMap(letter ->
            deadLetters
                .publish(letter.message(), letter.cause())
                .doOnSuccess(_ -> unfit.remove(letter)))
        .then();
  }
}
