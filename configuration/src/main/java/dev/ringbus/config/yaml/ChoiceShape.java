package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Scalar;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of a few words.
 *
 * @param choices what each word stands for, in the order in which they are proposed
 */
public record ChoiceShape<T>(Map<String, T> choices) implements Shape<T> {

  @Override
  public String expected() {
    return choices.size() == 1
        ? choices.keySet().iterator().next()
        : "one of " + String.join(", ", choices.keySet());
  }

  @Override
  public Optional<T> read(YamlValue value, Faults faults) {
    if (!(value instanceof Scalar scalar) || !TextShape.isText(scalar)) {
      return mismatch(value, faults);
    }
    Optional<T> chosen = Optional.ofNullable(choices.get(scalar.text()));
    return chosen.isPresent() ? chosen : mismatch(value, faults);
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    ObjectNode schema = Schemas.empty();
    schema.set("enum", Schemas.texts(choices.keySet()));
    return schema;
  }
}
