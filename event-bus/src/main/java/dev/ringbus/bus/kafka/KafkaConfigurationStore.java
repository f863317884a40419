package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.BusSettings;
import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.wire.Topics;
import dev.ringbus.wire.UnreadableRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Reads and writes {@code ringbus.config}. It is seldom needed, so that each use has clients of its
 * own, and nothing is kept open in between.
 */
public final class KafkaConfigurationStore implements ConfigurationStore {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaConfigurationStore.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Nobody on the line waits for it. A broker that has just created the topics on a busy machine
   * needs many seconds until it serves them all; one that is not there is noticed before.
   */
  private static final Duration LIMIT = Duration.ofSeconds(45);

  private final ClientProperties properties;
  private final KafkaTopics topics;
  private final Clock clock;
  private final Duration limit;

  /** A store on this broker, for a process that needs nothing else of the bus. */
  public KafkaConfigurationStore(BusSettings settings, Clock clock) {
    this(settings, clock, LIMIT);
  }

  KafkaConfigurationStore(BusSettings settings, Clock clock, Duration limit) {
    this.properties = new ClientProperties(settings);
    this.topics = new KafkaTopics(properties, TopicPlan.all(settings));
    this.clock = clock;
    this.limit = limit;
  }

  @Override
  public Mono<Configuration> read() {
    return topics
        .ensureOnce()
        .map(counts -> readAll(counts.partitionsOf(Topics.CONFIG)))
        .timeout(limit)
        .onErrorMap(failure -> unavailable("the configuration could not be read", failure));
  }

  @Override
  public Mono<Void> replace(Configuration from, Configuration to) {
    return topics
        .ensureOnce()
        .flatMap(_ -> Mono.<Void>fromRunnable(() -> writeAll(differences(from, to))))
        .timeout(limit)
        .onErrorMap(failure -> unavailable("the configuration could not be stored", failure));
  }

  private static BrokerUnavailable unavailable(String what, Throwable failure) {
    Throwable cause =
        failure.getCause() != null
                && (failure instanceof ExecutionException || failure instanceof CompletionException)
            ? failure.getCause()
            : failure;
    return new BrokerUnavailable(what + ": " + cause, cause);
  }

  private Configuration readAll(List<TopicPartition> partitions) {
    Map<String, ConfigResource> resources = new TreeMap<>();
    try (var consumer =
        new KafkaConsumer<>(
            properties.patientReader(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!ConfigRecords.hasReached(ends, consumer)) {
        consumer.poll(POLL).forEach(message -> applyIfReadable(message, resources));
      }
    }
    return new Configuration(resources);
  }

  /** The views have made a dead letter of what cannot be read. */
  private static void applyIfReadable(
      ConsumerRecord<byte[], byte[]> message, Map<String, ConfigResource> resources) {
    try {
      ConfigRecords.apply(message, resources);
    } catch (UnreadableRecord e) {
      LOG.warn(
          "passing over the resource in partition {} at {}: {}",
          message.partition(),
          message.offset(),
          e.getMessage());
    }
  }

  private List<ProducerRecord<byte[], byte[]>> differences(Configuration from, Configuration to) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    to.resources()
        .forEach((key, resource) -> {
          ConfigResource former = from.resources().get(key);
          if (former == null || !former.version().equals(resource.version())) {
            records.add(Records.of(resource, now));
          }
        });
    from.resources().keySet().stream()
        .filter(key -> !to.resources().containsKey(key))
        .forEach(key -> records.add(Records.tombstone(key, now)));
    return records;
  }

  private void writeAll(List<ProducerRecord<byte[], byte[]>> records) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            properties.patientProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }
}
