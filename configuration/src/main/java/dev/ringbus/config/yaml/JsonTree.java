package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Entries;
import dev.ringbus.config.yaml.YamlValue.Entry;
import dev.ringbus.config.yaml.YamlValue.Items;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import dev.ringbus.config.yaml.YamlValue.ScalarType;
import dev.ringbus.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * Reads JSON into the same tree as {@link YamlTree}, so that a request is checked as the file is.
 * Its places have paths and no lines.
 */
public final class JsonTree {

  private static final ObjectReader READER =
      Json.mapper()
          .reader()
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonTree() {}

  /** The value that the bytes hold; empty, with a fault reported, if they are not one in JSON. */
  public static Optional<YamlValue> read(byte[] json, Faults faults) {
    try {
      JsonNode root = READER.readTree(json);
      if (!root.isMissingNode()) {
        return Optional.of(value(root, Place.FILE));
      }
      faults.add(Place.FILE, "expected a value in JSON, found nothing");
    } catch (JacksonException e) {
      faults.add(Place.FILE, "expected one value in JSON with each key once" + where(e));
    }
    return Optional.empty();
  }

  private static String where(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null
        ? ""
        : ", it is not at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static YamlValue value(JsonNode node, Place place) {
    if (node.isObject()) {
      List<Entry> entries = new ArrayList<>();
      node.properties()
          .forEach(property -> {
            Place ofKey = place.key(property.getKey());
            entries.add(new Entry(property.getKey(), ofKey, value(property.getValue(), ofKey)));
          });
      return new Entries(place, entries);
    }
    if (node.isArray()) {
      List<YamlValue> items = new ArrayList<>();
      node.forEach(item -> items.add(value(item, place.item(items.size(), place.line()))));
      return new Items(place, items);
    }
    return new Scalar(place, node.asString(), type(node));
  }

  private static ScalarType type(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> ScalarType.TEXT;
      case NUMBER -> node.isIntegralNumber() ? ScalarType.WHOLE_NUMBER : ScalarType.DECIMAL;
      case BOOLEAN -> ScalarType.FLAG;
      case NULL, MISSING, ARRAY, OBJECT, BINARY, POJO -> ScalarType.NOTHING;
    };
  }
}
