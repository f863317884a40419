package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlTree.NotATree;
import dev.ringbus.config.yaml.YamlValue.ScalarType;
import java.util.Map;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What scalars are by YAML's core schema: {@code yes} and {@code 2026-12-31} are texts there. */
final class ScalarTypes {

  private static final Map<Tag, ScalarType> BY_TAG =
      Map.of(
          Tag.STR, ScalarType.TEXT,
          Tag.INT, ScalarType.WHOLE_NUMBER,
          Tag.FLOAT, ScalarType.DECIMAL,
          Tag.BOOL, ScalarType.FLAG,
          Tag.NULL, ScalarType.NOTHING);

  private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();

  private ScalarTypes() {}

  /** What a text is that stands without quotes. */
  static ScalarType ofPlain(String text) {
    return BY_TAG.getOrDefault(CORE.resolve(text, true), ScalarType.TEXT);
  }

  static ScalarType of(ScalarEvent event, Place place) {
    boolean plain = event.getImplicit().canOmitTagInPlainScalar();
    Tag tag =
        event
            .getTag()
            .filter(name -> !name.equals("!"))
            .map(Tag::new)
            .orElseGet(() -> event.isPlain() ? CORE.resolve(event.getValue(), plain) : Tag.STR);
    ScalarType type = BY_TAG.get(tag);
    if (type == null || (event.getTag().isPresent() && type != ScalarType.TEXT)) {
      throw new NotATree(place, "expected a value without a YAML tag");
    }
    return type;
  }
}
