package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Scalar;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text that stands for a value: a duration, a date.
 *
 * @param pattern a regular expression for editors, of texts that may be right; none if null
 * @param isShown whether messages may show the text that was found
 * @param parser throws {@link IllegalArgumentException} for a text that is not of the form, its
 *     message saying what would be
 */
public record ParsedShape<T>(
    String expected, @Nullable String pattern, boolean isShown, Function<String, T> parser)
    implements Shape<T> {

  @Override
  public Optional<T> read(YamlValue value, Faults faults) {
    if (!(value instanceof Scalar scalar) || !TextShape.isText(scalar)) {
      return mismatch(value, faults);
    }
    try {
      return Optional.of(parser.apply(scalar.text()));
    } catch (IllegalArgumentException e) {
      faults.add(
          value.place(),
          "expected " + e.getMessage() + (isShown ? ", found " + value.found() : ""));
      return Optional.empty();
    }
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    ObjectNode schema = Schemas.ofType("string");
    return pattern == null ? schema : schema.put("pattern", pattern);
  }
}
