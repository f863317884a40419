package dev.ringbus.config.yaml;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The named parts of a JSON Schema, {@code $defs}. */
public final class Definitions {

  private final Map<String, ObjectNode> byName = new TreeMap<>();

  /** A reference to the part of that name, which is made at the first reference. */
  public ObjectNode reference(String name, Supplier<ObjectNode> schema) {
    if (!byName.containsKey(name)) {
      byName.put(name, schema.get());
    }
    return JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + name);
  }

  /** The part of that name, to be completed. */
  public ObjectNode named(String name) {
    ObjectNode schema = byName.get(name);
    if (schema == null) {
      throw new IllegalArgumentException(
          "no such part: " + name + ", there are " + byName.keySet());
    }
    return schema;
  }

  /** All parts by name. */
  public Map<String, ObjectNode> all() {
    return byName;
  }
}
