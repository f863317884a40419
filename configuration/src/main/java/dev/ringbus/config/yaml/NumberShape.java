package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Scalar;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** A whole number in decimal digits. */
record NumberShape() implements Shape<Integer> {

  private static final Pattern DECIMAL_DIGITS = Pattern.compile("0|-?[1-9][0-9]{0,8}");

  @Override
  public String expected() {
    return "a whole number";
  }

  @Override
  public Optional<Integer> read(YamlValue value, Faults faults) {
    return value instanceof Scalar scalar
            && scalar.type() == YamlValue.ScalarType.WHOLE_NUMBER
            && DECIMAL_DIGITS.matcher(scalar.text()).matches()
        ? Optional.of(Integer.valueOf(scalar.text()))
        : mismatch(value, faults);
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    return Schemas.ofType("integer");
  }
}
