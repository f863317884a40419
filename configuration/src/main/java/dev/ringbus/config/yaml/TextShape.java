package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Scalar;
import dev.ringbus.config.yaml.YamlValue.ScalarType;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Any text.
 *
 * @param orNumber whether a whole number stands for its digits
 * @param orEmpty whether there may be nothing in it
 */
record TextShape(boolean orNumber, boolean orEmpty) implements Shape<String> {

  @Override
  public String expected() {
    return "a text";
  }

  @Override
  public Optional<String> read(YamlValue value, Faults faults) {
    if (!(value instanceof Scalar scalar)) {
      return mismatch(value, faults);
    }
    return switch (scalar.type()) {
      case TEXT -> text(scalar, faults);
      case WHOLE_NUMBER -> orNumber ? Optional.of(scalar.text()) : inQuotes(scalar, faults);
      case DECIMAL, FLAG -> inQuotes(scalar, faults);
      case NOTHING -> mismatch(value, faults);
    };
  }

  private Optional<String> text(Scalar scalar, Faults faults) {
    if (!orEmpty && scalar.text().isBlank()) {
      faults.add(scalar.place(), "expected a text, found an empty one");
      return Optional.empty();
    }
    return Optional.of(scalar.text());
  }

  private static Optional<String> inQuotes(Scalar scalar, Faults faults) {
    faults.add(scalar.place(), "expected a text, found " + scalar.found() + ": write it in quotes");
    return Optional.empty();
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    ObjectNode schema = Schemas.empty();
    if (orNumber) {
      schema.putArray("type").add("string").add("integer");
    } else {
      schema.put("type", "string");
    }
    return orEmpty ? schema : schema.put("minLength", 1);
  }

  /** Whether the value is a text as YAML sees it. */
  static boolean isText(Scalar scalar) {
    return scalar.type() == ScalarType.TEXT;
  }
}
