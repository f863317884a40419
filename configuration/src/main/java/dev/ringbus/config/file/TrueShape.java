package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Definitions;
import dev.ringbus.config.yaml.Faults;
import dev.ringbus.config.yaml.Shape;
import dev.ringbus.config.yaml.YamlValue;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import dev.ringbus.config.yaml.YamlValue.ScalarType;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A key that says all by being there. */
record TrueShape() implements Shape<InstructionEntry.True> {

  @Override
  public String expected() {
    return "true";
  }

  @Override
  public Optional<InstructionEntry.True> read(YamlValue value, Faults faults) {
    return value instanceof Scalar scalar
            && scalar.type() == ScalarType.FLAG
            && scalar.text().equalsIgnoreCase("true")
        ? Optional.of(InstructionEntry.True.TRUE)
        : mismatch(value, faults);
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    return JsonNodeFactory.instance.objectNode().put("const", true);
  }
}
