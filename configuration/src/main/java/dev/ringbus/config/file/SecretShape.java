package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Definitions;
import dev.ringbus.config.yaml.Faults;
import dev.ringbus.config.yaml.Nearest;
import dev.ringbus.config.yaml.Shape;
import dev.ringbus.config.yaml.YamlValue;
import dev.ringbus.config.yaml.YamlValue.Entries;
import dev.ringbus.config.yaml.YamlValue.Entry;
import dev.ringbus.config.yaml.YamlValue.Items;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import dev.ringbus.config.yaml.YamlValue.ScalarType;
import dev.ringbus.model.SecretRef;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reference to a secret. The secret itself is refused: services must know it in the clear, so it
 * would have to travel over Kafka, where everybody can read it. No message shows what was found.
 */
public record SecretShape() implements Shape<SecretRef> {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final List<String> KINDS = List.of("env", "file");

  @Override
  public String expected() {
    return "{env: NAME} or {file: PATH}";
  }

  @Override
  public Optional<SecretRef> read(YamlValue value, Faults faults) {
    return switch (value) {
      case Entries(var place, var entries) when entries.size() == 1 ->
          reference(entries.getFirst(), faults);
      case Scalar scalar when scalar.type() != ScalarType.NOTHING -> {
        faults.add(
            value.place(),
            "expected "
                + expected()
                + ", found a literal: it would be readable on the topic ringbus.config");
        yield Optional.empty();
      }
      case Scalar _, Items _, Entries _ -> mismatch(value, faults);
    };
  }

  private Optional<SecretRef> reference(Entry entry, Faults faults) {
    if (!KINDS.contains(entry.key())) {
      faults.add(entry.place(), "unknown key" + Nearest.hint(entry.key(), KINDS));
      return Optional.empty();
    }
    boolean isVariable = entry.key().equals("env");
    if (!(entry.value() instanceof Scalar scalar)
        || scalar.type() != ScalarType.TEXT
        || scalar.text().isBlank()
        || (isVariable && !VARIABLE.matcher(scalar.text()).matches())) {
      faults.add(
          entry.value().place(),
          isVariable
              ? "expected the name of an environment variable, of A-Z, a-z, 0-9 and _"
              : "expected the path of a file");
      return Optional.empty();
    }
    return Optional.of(
        isVariable ? new SecretRef.Env(scalar.text()) : new SecretRef.File(scalar.text()));
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    return definitions.reference("secret", SecretShape::schema);
  }

  private static ObjectNode schema() {
    ObjectNode schema =
        JsonNodeFactory.instance
            .objectNode()
            .put("description", "Where a secret is found: an environment variable, or a file.")
            .put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties
        .putObject("env")
        .put("description", "The name of an environment variable.")
        .put("type", "string")
        .put("pattern", "^" + VARIABLE.pattern() + "$");
    properties
        .putObject("file")
        .put("description", "A path; a relative one starts at this file's folder.")
        .put("type", "string")
        .put("minLength", 1);
    return schema
        .put("minProperties", 1)
        .put("maxProperties", 1)
        .put("additionalProperties", false);
  }
}
