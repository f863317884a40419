package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Definitions;
import dev.ringbus.config.yaml.Faults;
import dev.ringbus.config.yaml.Shape;
import dev.ringbus.config.yaml.YamlValue;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import dev.ringbus.config.yaml.YamlValue.ScalarType;
import dev.ringbus.model.Secret;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A key that guards the hub. No message shows what was found. */
record KeyShape() implements Shape<KeyText> {

  private static final SecretShape REFERENCE = new SecretShape();

  @Override
  public String expected() {
    return "a key of " + KeyText.SHORTEST + " characters or more, " + REFERENCE.expected();
  }

  @Override
  public Optional<KeyText> read(YamlValue value, Faults faults) {
    if (value instanceof Scalar scalar) {
      return literal(scalar, faults);
    }
    return REFERENCE.read(value, faults).map(KeyText.Reference::new);
  }

  private Optional<KeyText> literal(Scalar scalar, Faults faults) {
    if (scalar.type() != ScalarType.TEXT) {
      faults.add(
          scalar.place(),
          "expected "
              + expected()
              + (scalar.type() == ScalarType.NOTHING
                  ? ", found nothing"
                  : ", found no text: write it in quotes"));
      return Optional.empty();
    }
    Secret key = new Secret(scalar.text());
    Optional<String> weakness = KeyText.weakness(key);
    weakness.ifPresent(problem -> faults.add(scalar.place(), problem));
    return weakness.isPresent() ? Optional.empty() : Optional.of(new KeyText.Literal(key));
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    var either = schema.putArray("anyOf");
    either.addObject().put("type", "string").put("minLength", KeyText.SHORTEST);
    either.add(REFERENCE.schema(definitions));
    return schema;
  }
}
