package dev.ringbus.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads one topic from its beginning, as anybody does: with the plain client, without a group. */
final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final List<Stored> read = new ArrayList<>();

  /** A reader of a topic that exists. */
  TopicReader(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "allow.auto.create.topics", false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Waits until a topic has a record of that key. */
  static void await(String bootstrapServers, String topic, String key) {
    try (TopicReader reader = new TopicReader(bootstrapServers, topic)) {
      TestHub.await().until(() -> !reader.of(key).isEmpty());
    }
  }

  /** All records up to now; those of one key in their order. */
  synchronized List<Stored> all() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      consumer.poll(POLL).forEach(message -> read.add(Stored.of(message)));
    }
    return List.copyOf(read);
  }

  /** The records of one key up to now, in their order. */
  List<Stored> of(String key) {
    return all().stream().filter(stored -> key.equals(stored.key())).toList();
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
