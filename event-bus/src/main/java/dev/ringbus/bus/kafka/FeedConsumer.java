package dev.ringbus.bus.kafka;

import dev.ringbus.bus.PartitionListener;
import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A member of a group: a thread that polls, whatever the handlers do. The partitions of a batch are
 * paused until it is done, so that a handler that takes minutes costs the member neither its
 * partitions nor its place, and the other partitions go on.
 */
final class FeedConsumer<T> implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedConsumer.class);

  /** How long a poll lasts when nothing comes. */
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * How long after a batch the next one gathers. Records that come one by one cost clients, broker
   * and handlers a round each; after a pause the first of them is not held up.
   */
  private static final Duration GATHERED = Duration.ofMillis(10);

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);
  private static final Duration REOPEN_AFTER = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** When partitions go to somebody else, what is in work with them has this long to be done. */
  private static final Duration HANDOVER_LIMIT = Duration.ofSeconds(3);

  private final FeedSource<T> source;
  private final Map<String, Object> properties;
  private final FeedWork<T> work;
  private final OwnPartitions own;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> polling;
  private volatile Connections connections = Connections.NONE;
  private long committedNanos;

  FeedConsumer(
      FeedSource<T> source,
      Map<String, Object> properties,
      Function<List<Traced<T>>, Mono<Taken>> handler,
      PartitionListener listener,
      DeadLetters deadLetters,
      FeedMeters meters) {
    this.source = source;
    this.properties = properties;
    this.work = new FeedWork<>(source.name(), handler, deadLetters, meters, this::wake);
    this.own = new OwnPartitions(listener);
  }

  /** Follows until it is told to stop; a consumer that fails is replaced. */
  @Override
  public void run() {
    while (!isStopping(Duration.ZERO)) {
      try {
        follow();
      } catch (InterruptException e) {
        LOG.warn("{} is no longer followed, since its thread was interrupted", source.name(), e);
        return;
      } catch (RuntimeException e) {
        LOG.warn("a consumer of {} failed and is replaced", source.name(), e);
        isStopping(REOPEN_AFTER);
      }
    }
  }

  /** Makes {@link #run} come to its end. */
  void stop() {
    stopping.countDown();
    wake();
  }

  /** Whether partitions are assigned, and a broker is connected. */
  boolean isReady() {
    return own.areAny() && connections.areOpen();
  }

  private boolean isStopping(Duration within) {
    try {
      return stopping.await(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** A poll that is under way returns at once; the next is not affected. */
  private void wake() {
    KafkaConsumer<byte[], byte[]> consumer = polling;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  private void follow() {
    var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      connections = Connections.of(consumer);
      consumer.subscribe(source.topics(), new Handover(consumer));
      while (!isStopping(Duration.ZERO)) {
        goOn(consumer, work.settle());
        work.retry();
        commit(consumer);
        ConsumerRecords<byte[], byte[]> polled = poll(consumer);
        if (!polled.isEmpty()) {
          consumer.pause(polled.partitions());
          work.begin(FeedBatch.of(polled, source));
          isStopping(GATHERED);
        }
      }
    } finally {
      // Hands all partitions over.
      consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
      connections = Connections.NONE;
      work.abandonAll();
      own.removeAll();
    }
  }

  private static void goOn(KafkaConsumer<?, ?> consumer, Set<TopicPartition> free) {
    Set<TopicPartition> ours = new HashSet<>(free);
    ours.retainAll(consumer.assignment());
    consumer.resume(ours);
  }

  private ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> consumer) {
    polling = consumer;
    try {
      return consumer.poll(isStopping(Duration.ZERO) ? Duration.ZERO : work.idle(POLL));
    } catch (WakeupException _) {
      return ConsumerRecords.empty();
    } finally {
      polling = null;
    }
  }

  /** Without waiting: if it fails, as it does while partitions move, the next one has it again. */
  private void commit(KafkaConsumer<?, ?> consumer) {
    long now = System.nanoTime();
    if (now - committedNanos < COMMIT_INTERVAL.toNanos()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> handled = work.takeHandled();
    if (!handled.isEmpty()) {
      committedNanos = now;
      consumer.commitAsync(
          handled,
          (_, failure) -> {
            if (failure != null) {
              LOG.debug("the position in {} is not stored yet", source.name(), failure);
              Map<TopicPartition, OffsetAndMetadata> ours = new HashMap<>(handled);
              ours.keySet().retainAll(consumer.assignment());
              work.putBack(ours);
            }
          });
    }
  }

  /** What happens when the members of the group change; on the thread that polls, within a poll. */
  private final class Handover implements ConsumerRebalanceListener {

    private final KafkaConsumer<?, ?> consumer;

    Handover(KafkaConsumer<?, ?> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.debug("{} are ours", partitions);
      own.add(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      polling = null;
      try {
        work.await(partitions, HANDOVER_LIMIT);
        commitNow();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      leave(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      leave(partitions);
    }

    private void leave(Collection<TopicPartition> partitions) {
      LOG.debug("{} are no longer ours", partitions);
      work.abandon(partitions);
      own.remove(partitions);
    }

    private void commitNow() {
      Map<TopicPartition, OffsetAndMetadata> handled = work.takeHandled();
      if (handled.isEmpty()) {
        return;
      }
      try {
        commitUndisturbed(handled);
      } catch (KafkaException e) {
        LOG.warn("the position in {} is not stored: records come again", source.name(), e);
      }
    }

    /** A wake-up that came too late for its poll shows at the next thing that waits. */
    private void commitUndisturbed(Map<TopicPartition, OffsetAndMetadata> handled) {
      try {
        consumer.commitSync(handled, CLOSE_LIMIT);
      } catch (WakeupException _) {
        consumer.commitSync(handled, CLOSE_LIMIT);
      }
    }
  }
}
