package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Items;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import dev.ringbus.config.yaml.YamlValue.ScalarType;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list. An element with a fault keeps its place in it.
 *
 * @param orSingle whether one scalar may stand for a list of one
 * @param notEmpty whether there is at least one element
 */
record ListShape<T>(Shape<T> element, boolean orSingle, boolean notEmpty)
    implements Shape<List<Setting<T>>> {

  @Override
  public String expected() {
    return orSingle ? element.expected() + ", or a list" : "a list";
  }

  @Override
  public Optional<List<Setting<T>>> read(YamlValue value, Faults faults) {
    if (orSingle && value instanceof Scalar scalar && scalar.type() != ScalarType.NOTHING) {
      return Optional.of(List.of(Setting.written(element.read(value, faults), value.place())));
    }
    if (!(value instanceof Items items)) {
      return mismatch(value, faults);
    }
    if (notEmpty && items.values().isEmpty()) {
      faults.add(value.place(), "expected at least one element, found an empty list");
      return Optional.empty();
    }
    return Optional.of(
        items.values().stream()
            .map(item -> Setting.written(element.read(item, faults), item.place()))
            .toList());
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    ObjectNode list = Schemas.ofType("array");
    list.set("items", element.schema(definitions));
    if (notEmpty) {
      list.put("minItems", 1);
    }
    if (!orSingle) {
      return list;
    }
    ObjectNode either = Schemas.empty();
    either.putArray("anyOf").add(element.schema(definitions)).add(list);
    return either;
  }
}
