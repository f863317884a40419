package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Sends records and says when every in-sync replica has them: one producer for all of this process,
 * on the caller's thread, without a hop.
 *
 * <p>A caller can be an event loop, so sending must not block. A producer blocks for metadata that
 * it does not have, hence it is used only when it knows every topic; and for a full buffer, hence
 * {@link #MAX_WAITING_BYTES}, which its buffer holds in any case.
 *
 * <p>The plain producer rather than reactor-kafka's sender, which is no faster here: the sender
 * says nothing more about a record whose subscriber has gone away, and then nobody knows how much
 * waits.
 */
final class Publisher {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** Half of the producer's buffer (32 MiB), which also holds what it has not filled yet. */
  private static final long MAX_WAITING_BYTES = 16L * 1024 * 1024;

  /** Each lasts as long as a send may block: five seconds in all. */
  private static final int CONNECT_ATTEMPTS = 50;

  /** After nothing but failures for so long another producer is opened. */
  private static final Duration FAILING_LIMIT = Duration.ofSeconds(3);

  private static final long NOT_FAILING = 0;
  private static final Duration REOPEN_AFTER = Duration.ofMillis(500);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private static final List<String> TOPICS =
      List.of(
          Topics.CALL_EVENTS, Topics.DECISION_REQUESTS, Topics.DECISION_REPLIES, Topics.DECISIONS);

  /** Told once per record, on the thread that knew it first: it must not block. */
  interface Completion {
    void done(@Nullable BrokerUnavailable failure);
  }

  private record Outcomes(Counter stored, Counter failed) {}

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final KafkaTopics topics;
  private final Map<String, Outcomes> outcomes;
  private final AtomicReference<@Nullable Producer<byte[], byte[]>> current =
      new AtomicReference<>();
  private volatile long failingSince = NOT_FAILING;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Disposable.Swap opening = Disposables.swap();

  Publisher(
      Supplier<Producer<byte[], byte[]>> producers, KafkaTopics topics, MeterRegistry meters) {
    this.producers = producers;
    this.topics = topics;
    this.outcomes =
        TOPICS.stream()
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

  /** Opens the producer as soon as the topics are there. */
  void start() {
    open(Duration.ZERO);
  }

  /** Closes the producer; what has been sent is given a moment to be stored. */
  void stop() {
    opening.dispose();
    Producer<byte[], byte[]> producer = current.getAndSet(null);
    if (producer != null) {
      producer.close(CLOSE_LIMIT);
    }
  }

  /** Whether records are taken. */
  boolean isOpen() {
    return current.get() != null;
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
    Producer<byte[], byte[]> producer = current.get();
    if (producer == null) {
      failed(
          record,
          "the broker has not been reached yet, so it did not take a record",
          null,
          completion);
      return;
    }
    int size = size(record);
    if (waitingBytes.addAndGet(size) > MAX_WAITING_BYTES) {
      waitingBytes.addAndGet(-size);
      failed(record, "too much waits for the broker already to take a record", null, completion);
      return;
    }
    try {
      var _ =
          producer.send(
              record,
              (_, failure) -> {
                waitingBytes.addAndGet(-size);
                if (failure == null) {
                  succeeded(record);
                  completion.done(null);
                } else {
                  giveUpIfDead(producer, failure);
                  failed(record, "the broker did not take a record", failure, completion);
                }
              });
    } catch (RuntimeException e) {
      waitingBytes.addAndGet(-size);
      giveUpIfDead(producer, e);
      failed(record, "the producer did not take a record", e, completion);
    }
  }

  private void succeeded(ProducerRecord<byte[], byte[]> record) {
    if (failingSince != NOT_FAILING) {
      failingSince = NOT_FAILING;
    }
    outcomes(record).stored.increment();
  }

  private void failed(
      ProducerRecord<byte[], byte[]> record,
      String reason,
      @Nullable Exception cause,
      Completion completion) {
    outcomes(record).failed.increment();
    completion.done(new BrokerUnavailable(reason + " of " + record.topic(), cause));
  }

  private Outcomes outcomes(ProducerRecord<byte[], byte[]> record) {
    Outcomes found = outcomes.get(record.topic());
    if (found == null) {
      throw new IllegalArgumentException("not a topic to publish to: " + record.topic());
    }
    return found;
  }

  private static int size(ProducerRecord<byte[], byte[]> record) {
    return record.key().length + record.value().length;
  }

  /**
   * Opens another producer in the place of one that is of no use any more. It can have met a
   * failure that stays with it (no authorisation, fenced, closed); or have had nothing but failures
   * for so long that the brokers it knows may be gone for good. Until the next one is open records
   * are refused at once.
   */
  private void giveUpIfDead(Producer<byte[], byte[]> producer, Exception failure) {
    boolean dead = isFailingForLong() || !concernsOneRecord(failure);
    if (dead && current.compareAndSet(producer, null)) {
      LOG.warn("the producer is of no use any more, opening another: {}", failure.toString());
      failingSince = NOT_FAILING;
      open(REOPEN_AFTER);
      // Closed elsewhere: this may be its own thread, which cannot wait for itself.
      Schedulers.boundedElastic().schedule(() -> producer.close(Duration.ZERO));
    }
  }

  private boolean isFailingForLong() {
    long since = failingSince;
    long now = System.nanoTime();
    if (since == NOT_FAILING) {
      failingSince = now == NOT_FAILING ? 1 : now;
      return false;
    }
    return now - since > FAILING_LIMIT.toNanos();
  }

  private static boolean concernsOneRecord(Exception failure) {
    return failure instanceof RetriableException
        || failure instanceof RecordTooLargeException
        || failure instanceof InvalidTopicException
        || failure instanceof TopicAuthorizationException;
  }

  private void open(Duration delay) {
    opening.update(
        Mono.delay(delay)
            .then(topics.ensured())
            .then(Mono.fromCallable(this::connect).subscribeOn(Schedulers.boundedElastic()))
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                    .maxBackoff(Duration.ofSeconds(1)))
            .subscribe(current::set));
  }

  /** A producer that knows all topics; nothing when it is interrupted, since we stop then. */
  private @Nullable Producer<byte[], byte[]> connect() {
    Producer<byte[], byte[]> producer = producers.get();
    for (int attempt = 1; ; attempt++) {
      try {
        TOPICS.forEach(producer::partitionsFor);
        return producer;
      } catch (InterruptException _) {
        producer.close(Duration.ZERO);
        return null;
      } catch (RuntimeException e) {
        if (!(e instanceof TimeoutException) || attempt == CONNECT_ATTEMPTS) {
          producer.close(Duration.ZERO);
          throw e;
        }
      }
    }
  }
}
