package dev.ringbus.crm.kontur;

import dev.ringbus.model.PhoneNumber;
import dev.ringbus.wire.Json;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object under construction, without what is absent, in the order in which it is put. */
final class BodyText {

  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  BodyText put(String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
    return this;
  }

  /** As the vendor's examples have it: digits, without {@code +}. */
  BodyText put(String name, @Nullable PhoneNumber number) {
    return put(name, number == null ? null : number.writeInternational());
  }

  BodyText put(String name, @Nullable OffsetDateTime time) {
    return put(name, time == null ? null : KonturTime.write(time));
  }

  BodyText put(String name, JsonNode value) {
    node.set(name, value);
    return this;
  }

  ObjectNode node() {
    return node;
  }

  byte[] bytes() {
    return Json.write(node);
  }
}
