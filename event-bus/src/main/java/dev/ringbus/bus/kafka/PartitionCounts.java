package dev.ringbus.bus.kafka;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** How many partitions the topics really have. */
record PartitionCounts(Map<String, Integer> byTopic) {

  PartitionCounts {
    byTopic = Map.copyOf(byTopic);
  }

  int of(String topic) {
    Integer count = byTopic.get(topic);
    if (count == null) {
      throw new IllegalArgumentException("no topic of the hub: " + topic);
    }
    return count;
  }

  List<TopicPartition> partitionsOf(String topic) {
    return IntStream.range(0, of(topic))
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }
}
