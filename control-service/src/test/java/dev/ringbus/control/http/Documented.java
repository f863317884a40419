package dev.ringbus.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ringbus.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The document says how an answer looks; here a validator compares the two. */
final class Documented {

  private Documented() {}

  static void isAsDocumented(ControlRoutes routes, JsonNode answer, String schema) {
    JsonNode document = Json.mapper().readTree(routes.document());
    ObjectNode reference = JsonNodeFactory.instance.objectNode();
    reference.put("$ref", "#/$defs/components/schemas/" + schema);
    reference.putObject("$defs").set("components", document.get("components"));
    String text = reference.toString().replace("#/components/", "#/$defs/components/");
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
    assertThat(validator.validate(answer.toString(), InputFormat.JSON)).isEmpty();
  }
}
