package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.model.ConfigResource;
import dev.ringbus.wire.Json;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** How the records of {@code ringbus.config} add up to a configuration. */
final class ConfigRecords {

  private ConfigRecords() {}

  /**
   * Adds, changes or removes one resource.
   *
   * @throws dev.ringbus.wire.UnreadableRecord if it cannot be read; nothing is changed then
   */
  static void apply(ConsumerRecord<byte[], byte[]> message, Map<String, ConfigResource> resources) {
    String key = message.key() == null ? "" : new String(message.key(), UTF_8);
    if (message.value() == null) {
      resources.remove(key);
    } else {
      // A kind of resource that only a newer version knows is no fault.
      Json.readResource(key, message.value()).ifPresent(resource -> resources.put(key, resource));
    }
  }

  /**
   * Whether all up to {@code ends} has been read. What was last may have been compacted away, so
   * that positions count and not records.
   */
  static boolean hasReached(Map<TopicPartition, Long> ends, Consumer<?, ?> consumer) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
