package dev.ringbus.bus.kafka;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
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
 * The producer in use: one that knows every topic it is used for, so that a send need not wait for
 * metadata. One that is of no use any more is replaced, without a restart of the process.
 */
final class CurrentProducer {

  private static final Logger LOG = LoggerFactory.getLogger(CurrentProducer.class);

  /** Each lasts as long as a send may block: five seconds in all. */
  private static final int CONNECT_ATTEMPTS = 50;

  /** After nothing but failures for so long the producer is replaced. */
  private static final Duration FAILING_LIMIT = Duration.ofSeconds(3);

  private static final Duration REOPEN_AFTER = Duration.ofMillis(500);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Set<String> used;
  private final KafkaTopics topics;
  private final AtomicReference<@Nullable Producer<byte[], byte[]>> current =
      new AtomicReference<>();
  private final AtomicReference<@Nullable Long> failingSince = new AtomicReference<>();
  private final Disposable.Swap opening = Disposables.swap();

  CurrentProducer(
      Supplier<Producer<byte[], byte[]>> producers, Set<String> used, KafkaTopics topics) {
    this.producers = producers;
    this.used = Set.copyOf(used);
    this.topics = topics;
  }

  /** Opens one as soon as the topics are there. */
  void start() {
    open(Duration.ZERO);
  }

  /** Closes it; what has been sent is given a moment to be stored. */
  void stop() {
    opening.dispose();
    Producer<byte[], byte[]> producer = current.getAndSet(null);
    if (producer != null) {
      producer.close(CLOSE_LIMIT);
    }
  }

  /** The producer, if one is open. */
  @Nullable Producer<byte[], byte[]> get() {
    return current.get();
  }

  /** It has stored a record. */
  void succeeded() {
    if (failingSince.get() != null) {
      failingSince.set(null);
    }
  }

  /**
   * {@code producer} has failed to store a record. It is replaced if the failure stays with it (no
   * authorisation, fenced, closed), or if it has had nothing but failures for so long that the
   * brokers it knows may be gone for good. Until the next one is open there is none, and records
   * are refused at once.
   */
  void failed(Producer<byte[], byte[]> producer, Exception failure) {
    long now = System.nanoTime();
    Long since = failingSince.get();
    if (since == null) {
      failingSince.set(now);
    }
    boolean tooLong = since != null && now - since > FAILING_LIMIT.toNanos();
    if ((tooLong || !isOfOneRecord(failure)) && current.compareAndSet(producer, null)) {
      LOG.warn("the producer is of no use any more, opening another: {}", failure.toString());
      failingSince.set(null);
      open(REOPEN_AFTER);
      // Closed elsewhere: this may be its own thread, which cannot wait for itself.
      Schedulers.boundedElastic().schedule(() -> producer.close(Duration.ZERO));
    }
  }

  private static boolean isOfOneRecord(Exception failure) {
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

  /** A producer that knows the topics; nothing when it is interrupted, since we stop then. */
  private @Nullable Producer<byte[], byte[]> connect() {
    Producer<byte[], byte[]> producer = producers.get();
    for (int attempt = 1; ; attempt++) {
      try {
        used.forEach(producer::partitionsFor);
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
