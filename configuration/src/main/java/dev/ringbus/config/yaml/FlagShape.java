package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Scalar;
import dev.ringbus.config.yaml.YamlValue.ScalarType;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** True or false; YAML's core schema knows no yes and no. */
record FlagShape() implements Shape<Boolean> {

  @Override
  public String expected() {
    return "true or false";
  }

  @Override
  public Optional<Boolean> read(YamlValue value, Faults faults) {
    return value instanceof Scalar(Place _, String text, ScalarType type) && type == ScalarType.FLAG
        ? Optional.of(text.toLowerCase(Locale.ROOT).equals("true"))
        : mismatch(value, faults);
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    return Schemas.ofType("boolean");
  }
}
