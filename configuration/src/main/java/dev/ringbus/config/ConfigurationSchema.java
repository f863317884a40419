package dev.ringbus.config;

import dev.ringbus.config.file.FileShape;
import dev.ringbus.config.file.SecretShape;
import dev.ringbus.config.yaml.Definitions;
import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (2020-12) of {@code ringbus.yaml}, from the records that the file is read into
 * and the options of the dialects. Editors complete and check the file by it; what only reading can
 * tell (references, conditions, what a platform can do) is not in it.
 */
public final class ConfigurationSchema {

  /** Sorts the maps of dialects' options, which have no order of their own. */
  private static final JsonMapper MAPPER =
      Json.mapper().rebuild().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private static final Separators SEPARATORS =
      Separators.createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER);

  private ConfigurationSchema() {}

  /** The schema where these dialects are known, indented, with a line end. */
  public static String of(List<DialectProvider> dialects) {
    Definitions definitions = new Definitions();
    FileShape.of(dialects).schema(definitions);
    addOptions(definitions.named("integration"), dialects, definitions);

    ObjectNode schema =
        JsonNodeFactory.instance
            .objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "ringbus.yaml");
    schema.setAll(definitions.named("file"));
    ObjectNode parts = schema.putObject("$defs");
    definitions.all().forEach((name, part) -> parts.set(name, part));
    parts.remove("file");
    return MAPPER
            .writer()
            .with(new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(INDENT))
            .writeValueAsString(schema)
        + "\n";
  }

  /** Every option may be completed; which go with which platform is said in conditions. */
  private static void addOptions(
      ObjectNode integration, List<DialectProvider> dialects, Definitions definitions) {
    Map<String, DialectOption> byName = new TreeMap<>();
    dialects.forEach(
        dialect -> dialect.options().forEach(option -> byName.putIfAbsent(option.name(), option)));
    ObjectNode properties = (ObjectNode) integration.get("properties");
    byName.forEach(
        (name, option) -> properties.putObject(name).put("description", option.description()));
    ArrayNode conditions = integration.putArray("allOf");
    for (DialectProvider dialect : dialects) {
      ObjectNode condition = conditions.addObject();
      ObjectNode platform = condition.putObject("if");
      platform
          .putObject("properties")
          .putObject("platform")
          .put("const", dialect.platform().value());
      platform.putArray("required").add("platform");
      ObjectNode options = condition.putObject("then").putObject("properties");
      byName.keySet().forEach(name -> options.put(name, false));
      dialect.options().forEach(option -> options.set(option.name(), schema(option, definitions)));
    }
  }

  private static ObjectNode schema(DialectOption option, Definitions definitions) {
    ObjectNode schema =
        JsonNodeFactory.instance.objectNode().put("description", option.description());
    return switch (option.kind()) {
      case PLAIN -> schema.setAll(MAPPER.<ObjectNode>valueToTree(option.schema()));
      case SECRET -> schema.setAll(new SecretShape().schema(definitions));
    };
  }
}
