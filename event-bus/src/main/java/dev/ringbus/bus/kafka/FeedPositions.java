package dev.ringbus.bus.kafka;

import dev.ringbus.bus.Taken;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where partitions go on after a restart: before the first of what was taken that is not settled
 * yet. Known to the thread that polls alone, but for the word that something is settled.
 */
final class FeedPositions {

  private static final Logger LOG = LoggerFactory.getLogger(FeedPositions.class);

  /** As {@link Taken} says: what hangs must not keep a partition where it is for ever. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What was taken of one partition in one batch, up to there. */
  private record Stretch(OffsetAndMetadata end, AtomicBoolean settled) {}

  private final Map<TopicPartition, Deque<Stretch>> open = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();

  /** A batch was taken whose partitions go on there. */
  void taken(Map<TopicPartition, OffsetAndMetadata> next, Taken taken) {
    AtomicBoolean isSettled = new AtomicBoolean(taken.equals(Taken.WHOLE));
    next.forEach((partition, end) ->
        open.computeIfAbsent(partition, _ -> new ArrayDeque<>()).add(new Stretch(end, isSettled)));
    if (isSettled.get()) {
      return;
    }
    taken
        .settled()
        .timeout(LIMIT)
        .doOnError(failure -> LOG.warn("what is not settled is not repeated: {}", text(failure)))
        .onErrorComplete()
        .subscribe(_ -> {}, _ -> {}, () -> isSettled.set(true));
  }

  private static String text(Throwable failure) {
    return failure instanceof TimeoutException ? "it takes too long" : failure.toString();
  }

  /** These are others' now. */
  void forget(Collection<TopicPartition> partitions) {
    open.keySet().removeAll(partitions);
    settled.keySet().removeAll(partitions);
  }

  void clear() {
    open.clear();
    settled.clear();
  }

  /** What was given away and could not be stored, unless more has been settled since. */
  void putBack(Map<TopicPartition, OffsetAndMetadata> given) {
    given.forEach(settled::putIfAbsent);
  }

  /** Where partitions go on, of those that have come further since this was asked last. */
  Map<TopicPartition, OffsetAndMetadata> takeSettled() {
    open.forEach((partition, stretches) -> {
      while (!stretches.isEmpty() && stretches.getFirst().settled().get()) {
        settled.put(partition, stretches.removeFirst().end());
      }
    });
    open.values().removeIf(Deque::isEmpty);
    Map<TopicPartition, OffsetAndMetadata> taken = Map.copyOf(settled);
    settled.clear();
    return taken;
  }
}
