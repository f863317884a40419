package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.embedded.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What anybody sees, and may do, with the plain clients. */
final class PlainKafka {

  private PlainKafka() {}

  /** All records of a topic with that key, on the shared broker. */
  static List<ConsumerRecord<String, String>> read(String topic, String key) {
    return readAll(TestKafka.bootstrapServers(), topic).stream()
        .filter(found -> key.equals(found.key()))
        .toList();
  }

  /** All records of a topic on that broker. */
  static List<ConsumerRecord<String, String>> readAll(String bootstrapServers, String topic) {
    // Closing waits for the fetch that is under way, 500 ms by default.
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "allow.auto.create.topics",
            false,
            "fetch.max.wait.ms",
            10);
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      while (!ConfigRecords.hasReached(ends, consumer)) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  static Map<String, String> headers(ConsumerRecord<?, ?> message) {
    Map<String, String> headers = new LinkedHashMap<>();
    message.headers().forEach(header -> headers.put(header.key(), text(header.value())));
    return headers;
  }

  private static String text(byte[] value) {
    return value == null ? "" : new String(value, UTF_8);
  }

  /** Stores a record on the shared broker. */
  static void write(ProducerRecord<byte[], byte[]> message) {
    Map<String, Object> config = Map.of("bootstrap.servers", TestKafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(message).get();
    } catch (Exception e) {
      throw new AssertionError("could not write to " + message.topic(), e);
    }
  }
}
