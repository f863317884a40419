package dev.ringbus.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.wire.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/** A record as a plain consumer sees it, its value read as JSON. */
record Stored(String key, Map<String, String> headers, JsonNode value) {

  static Stored of(ConsumerRecord<String, byte[]> message) {
    Map<String, String> headers = new LinkedHashMap<>();
    message
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    JsonNode value =
        message.value() == null
            ? Json.mapper().nullNode()
            : Json.mapper().readTree(message.value());
    return new Stored(message.key(), headers, value);
  }

  /**
   * As a consumer takes them: each id once, where it comes first. A broker that was too slow to
   * acknowledge may have a record that went to the spool as well.
   */
  static List<Stored> once(List<Stored> records) {
    Set<String> ids = new HashSet<>();
    return records.stream().filter(stored -> ids.add(stored.id())).toList();
  }

  /** The CloudEvents id. */
  String id() {
    return headers.get("ce_id");
  }

  /** A field of the value, as text; empty if it is absent. */
  String text(String field) {
    return value.path(field).asString("");
  }
}
