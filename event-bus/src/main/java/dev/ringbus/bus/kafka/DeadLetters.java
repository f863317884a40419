package dev.ringbus.bus.kafka;

import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Puts records that cannot be processed on {@code <topic>.dlt}, as they came, with the cause and
 * their origin in headers ({@code kafka_dlt-*}).
 */
final class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final Duration LIMIT = Duration.ofSeconds(6);

  private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
  private final DeadLetterPublishingRecoverer recoverer;
  private final MeterRegistry meters;

  DeadLetters(ClientProperties properties, MeterRegistry meters) {
    this.meters = meters;
    this.producers =
        new DefaultKafkaProducerFactory<>(
            properties.patientProducer(), new ByteArraySerializer(), new ByteArraySerializer());
    this.recoverer =
        new DeadLetterPublishingRecoverer(
            new KafkaTemplate<>(producers), (message, _) -> destination(message));
    recoverer.setWaitForSendResultTimeout(LIMIT);
    recoverer.excludeHeader(HeadersToAdd.EX_STACKTRACE);
  }

  /** No partition is given, so that the key chooses it. */
  private static TopicPartition destination(ConsumerRecord<?, ?> message) {
    return new TopicPartition(message.topic() + Topics.DEAD_LETTER_SUFFIX, -1);
  }

  /** For a listener container: blocks until the dead letter is stored, or throws. */
  ConsumerRecordRecoverer recoverer() {
    return this::store;
  }

  /** Stores a dead letter on a thread that may block. */
  Mono<Void> publish(ConsumerRecord<byte[], byte[]> message, Exception cause) {
    return Mono.<Void>fromRunnable(() -> store(message, cause))
        .subscribeOn(Schedulers.boundedElastic())
        .doOnError(failure -> LOG.error("a dead letter of {} is lost", message.topic(), failure));
  }

  private void store(ConsumerRecord<?, ?> message, Exception failure) {
    Exception cause =
        failure instanceof ListenerExecutionFailedException
                && failure.getCause() instanceof Exception inner
            ? inner
            : failure;
    recoverer.accept(message, cause);
    Counter.builder("ringbus.dead-letters")
        .description("records that could not be processed")
        .tag("topic", message.topic())
        .register(meters)
        .increment();
    LOG.warn(
        "a record that cannot be processed went to {}{}, from partition {} at {}: {}",
        message.topic(),
        Topics.DEAD_LETTER_SUFFIX,
        message.partition(),
        message.offset(),
        cause.getMessage());
  }

  void stop() {
    producers.destroy();
  }
}
