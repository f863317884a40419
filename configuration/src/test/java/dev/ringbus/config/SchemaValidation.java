package dev.ringbus.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ringbus.config.yaml.Faults;
import dev.ringbus.config.yaml.PlainValues;
import dev.ringbus.config.yaml.YamlTree;
import dev.ringbus.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A JSON Schema as an editor uses it. */
final class SchemaValidation {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Schema schema;

  SchemaValidation(String schema) {
    this.schema = REGISTRY.getSchema(Json.mapper().readTree(schema));
  }

  /** What is wrong with a YAML text; empty if nothing is. */
  List<String> errors(String yaml) {
    return errors(
        Json.mapper()
            .<JsonNode>valueToTree(
                PlainValues.of(YamlTree.read(yaml, new Faults()).orElseThrow())));
  }

  private List<String> errors(JsonNode value) {
    return schema.validate(value).stream().map(Error::toString).toList();
  }

  /** What is wrong with the schema itself. */
  static List<String> errorsOf(String schema) {
    Schema metaSchema =
        REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    return metaSchema.validate(Json.mapper().readTree(schema)).stream()
        .map(Error::toString)
        .toList();
  }
}
