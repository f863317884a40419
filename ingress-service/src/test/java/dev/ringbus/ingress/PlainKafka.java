package dev.ringbus.ingress;

import static org.awaitility.Awaitility.await;

import dev.ringbus.embedded.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What anybody reads with the plain client. */
final class PlainKafka {

  private PlainKafka() {}

  /** All records of a topic with that key, on the shared broker. */
  static List<ConsumerRecord<String, byte[]>> read(String topic, String key) {
    return read(TestKafka.bootstrapServers(), topic, key);
  }

  /** The first of those records, once it is there: a slow broker's come by way of the spool. */
  static ConsumerRecord<String, byte[]> first(String topic, String key) {
    return await().until(() -> read(topic, key), records -> !records.isEmpty()).getFirst();
  }

  static List<ConsumerRecord<String, byte[]>> read(String servers, String topic, String key) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", servers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<String, byte[]> next : consumer.poll(Duration.ofMillis(100))) {
          if (key.equals(next.key())) {
            found.add(next);
          }
        }
      }
      return found;
    }
  }

  static String header(ConsumerRecord<?, ?> of, String name) {
    return new String(of.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
