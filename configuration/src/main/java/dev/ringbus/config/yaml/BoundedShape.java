package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.Form.Between;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A number or duration between two others, these included. */
final class BoundedShape<T extends Comparable<? super T>> implements Shape<T> {

  private final Shape<T> unbounded;
  private final Between between;
  private final T min;
  private final T max;

  BoundedShape(Shape<T> unbounded, Between between) {
    this.unbounded = unbounded;
    this.between = between;
    this.min = limit(between.min());
    this.max = limit(between.max());
  }

  private T limit(String text) {
    return unbounded
        .read(new Scalar(Place.FILE, text, ScalarTypes.ofPlain(text)), new Faults())
        .orElseThrow(() -> new IllegalArgumentException("no limit: " + text));
  }

  @Override
  public String expected() {
    return unbounded.expected() + ", from " + between.min() + " to " + between.max();
  }

  @Override
  public Optional<T> read(YamlValue value, Faults faults) {
    Optional<T> read = unbounded.read(value, faults);
    if (read.isPresent() && (read.get().compareTo(min) < 0 || read.get().compareTo(max) > 0)) {
      faults.add(
          value.place(),
          "expected " + between.min() + " to " + between.max() + ", found " + value.found());
      return Optional.empty();
    }
    return read;
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    ObjectNode schema = unbounded.schema(definitions);
    if (min instanceof Integer smallest && max instanceof Integer largest) {
      schema.put("minimum", smallest).put("maximum", largest);
    }
    return schema;
  }
}
