package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Entries;
import dev.ringbus.config.yaml.YamlValue.Entry;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A map of one of several kinds, of which one key says the kind.
 *
 * @param shapes by the value of the key
 */
record ByKeyShape<T>(String key, Map<String, RecordShape<? extends T>> shapes) implements Shape<T> {

  @Override
  public String expected() {
    return "a map";
  }

  @Override
  public Optional<T> read(YamlValue value, Faults faults) {
    if (!(value instanceof Entries map)) {
      return mismatch(value, faults);
    }
    Shape<RecordShape<? extends T>> kinds = new ChoiceShape<>(shapes);
    Optional<YamlValue> kind =
        map.entries().stream()
            .filter(entry -> entry.key().equals(key))
            .map(Entry::value)
            .findFirst();
    if (kind.isEmpty()) {
      faults.add(map.place(), "needs " + key + ": " + kinds.expected());
    }
    return kind.flatMap(name -> kinds.read(name, faults)).flatMap(shape -> shape.read(map, faults));
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    ObjectNode schema = Schemas.empty();
    ArrayNode kinds = schema.putArray("oneOf");
    shapes.values().forEach(shape -> kinds.add(shape.schema(definitions)));
    return schema;
  }
}
