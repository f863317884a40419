package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends records and says when every in-sync replica has them: one producer for all callers, on the
 * caller's thread, without a hop.
 *
 * <p>A caller can be an event loop, so sending must not block. A producer blocks for metadata that
 * it does not have, hence {@link CurrentProducer}; and for a full buffer, hence {@link
 * #MAX_WAITING_BYTES}, which its buffer holds in any case.
 *
 * <p>The plain producer rather than reactor-kafka's sender, which is no faster here: the sender
 * says nothing more about a record whose subscriber has gone away, and then nobody knows how much
 * waits.
 */
final class Publisher {

  /** Half of the producer's buffer (32 MiB), which also holds what it has not filled yet. */
  private static final long MAX_WAITING_BYTES = 16L * 1024 * 1024;

  /** Told once per record, on the thread that knew it first: it must not block. */
  interface Completion {
    void done(@Nullable BrokerUnavailable failure);
  }

  private record Outcomes(Counter stored, Counter failed) {}

  private final CurrentProducer producer;
  private final Map<String, Outcomes> outcomes;
  private final AtomicLong waitingBytes = new AtomicLong();

  /**
   * @param names of the topics that it publishes to
   */
  Publisher(
      Supplier<Producer<byte[], byte[]>> producers,
      KafkaTopics topics,
      Set<String> names,
      MeterRegistry meters) {
    this.producer = new CurrentProducer(producers, names, topics);
    this.outcomes =
        names.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    topic ->
                        new Outcomes(
                            counter(meters, topic, "stored"), counter(meters, topic, "failed"))));
  }

  private static Counter counter(MeterRegistry meters, String topic, String result) {
    return Counter.builder("ringbus.publish")
        .description("records given to the broker")
        .tag("topic", topic)
        .tag("result", result)
        .register(meters);
  }

  /** Records are taken as soon as the topics are there. */
  void start() {
    producer.start();
  }

  /** Takes no more records; those that have been sent are given a moment to be stored. */
  void stop() {
    producer.stop();
  }

  /** Whether records are taken. */
  boolean isOpen() {
    return producer.get() != null;
  }

  /** Stores all of them, when it is subscribed to; cancelling takes nothing back. */
  Mono<Void> publish(List<ProducerRecord<byte[], byte[]>> records) {
    return Mono.create(sink -> {
      if (records.isEmpty()) {
        sink.success();
        return;
      }
      Completion all = new AllStored(records.size(), sink);
      records.forEach(record -> send(record, all));
    });
  }

  /** Sends one; {@code completion} is told what became of it. Never throws, never blocks. */
  void send(ProducerRecord<byte[], byte[]> record, Completion completion) {
    Producer<byte[], byte[]> open = producer.get();
    int size = size(record);
    if (open == null) {
      failed(record, "no broker has been reached to take", null, completion);
    } else if (waitingBytes.addAndGet(size) > MAX_WAITING_BYTES) {
      waitingBytes.addAndGet(-size);
      failed(record, "too much waits for the broker already to take", null, completion);
    } else {
      send(open, record, size, completion);
    }
  }

  private void send(
      Producer<byte[], byte[]> open,
      ProducerRecord<byte[], byte[]> record,
      int size,
      Completion completion) {
    try {
      var _ =
          open.send(
              record,
              (_, failure) -> {
                if (failure == null) {
                  stored(record, size, completion);
                } else {
                  notStored(open, record, size, failure, completion);
                }
              });
    } catch (RuntimeException e) {
      notStored(open, record, size, e, completion);
    }
  }

  private void stored(ProducerRecord<byte[], byte[]> record, int size, Completion completion) {
    waitingBytes.addAndGet(-size);
    producer.succeeded();
    outcomes(record).stored.increment();
    completion.done(null);
  }

  private void notStored(
      Producer<byte[], byte[]> open,
      ProducerRecord<byte[], byte[]> record,
      int size,
      Exception failure,
      Completion completion) {
    waitingBytes.addAndGet(-size);
    producer.failed(open, failure);
    failed(record, "the broker did not take", failure, completion);
  }

  private void failed(
      ProducerRecord<byte[], byte[]> record,
      String reason,
      @Nullable Exception cause,
      Completion completion) {
    outcomes(record).failed.increment();
    completion.done(new BrokerUnavailable(reason + " a record of " + record.topic(), cause));
  }

  private Outcomes outcomes(ProducerRecord<byte[], byte[]> record) {
    Outcomes found = outcomes.get(record.topic());
    if (found == null) {
      throw new IllegalArgumentException("not a topic to publish to: " + record.topic());
    }
    return found;
  }

  private static int size(ProducerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    return record.key().length + (value == null ? 0 : value.length);
  }
}
