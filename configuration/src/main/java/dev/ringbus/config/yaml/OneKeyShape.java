package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.Form.OneKey;
import dev.ringbus.config.yaml.YamlValue.Entries;
import dev.ringbus.config.yaml.YamlValue.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * A map of one key, which says what the value under it is. Unlike other maps it comes only if
 * nothing in it has a fault, since there is nothing to be done with half of it.
 *
 * @param name of the schema's part
 * @param shapes by key
 */
record OneKeyShape<T>(String name, OneKey form, Map<String, RecordShape<? extends T>> shapes)
    implements Shape<T> {

  @Override
  public String expected() {
    return form.value();
  }

  @Override
  public Optional<T> read(YamlValue value, Faults faults) {
    if (!(value instanceof Entries(Place place, var entries))) {
      return mismatch(value, faults);
    }
    if (entries.size() != 1) {
      faults.add(
          place,
          "expected "
              + expected()
              + ", found "
              + (entries.isEmpty()
                  ? "an empty map"
                  : entries.stream().map(Entry::key).collect(Collectors.joining(" and "))
                      + " in one map"));
      return Optional.empty();
    }
    Entry only = entries.getFirst();
    RecordShape<? extends T> shape = shapes.get(only.key());
    if (shape == null) {
      faults.add(only.place(), "unknown key" + Nearest.hint(only.key(), shapes.keySet()));
      return Optional.empty();
    }
    int before = faults.reported();
    Optional<? extends T> read = shape.read(only.value(), faults);
    return faults.reported() == before ? read.map(whole -> whole) : Optional.empty();
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    return definitions.reference(name, () -> map(definitions));
  }

  private ObjectNode map(Definitions definitions) {
    ObjectNode schema = Schemas.ofType("object");
    schema.put("minProperties", 1).put("maxProperties", 1);
    ObjectNode properties = schema.putObject("properties");
    shapes.forEach((key, shape) -> properties.set(key, shape.schema(definitions)));
    return schema.put("additionalProperties", false);
  }
}
