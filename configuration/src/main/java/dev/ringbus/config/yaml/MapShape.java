package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Entries;
import dev.ringbus.config.yaml.YamlValue.Entry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A map whose keys are chosen by who writes the file. Keeps their order.
 *
 * @param byId whether the keys are ids, since they stand in URLs and record keys
 */
record MapShape<T>(Shape<T> element, boolean byId) implements Shape<Map<String, Setting<T>>> {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  @Override
  public String expected() {
    return "a map";
  }

  @Override
  public Optional<Map<String, Setting<T>>> read(YamlValue value, Faults faults) {
    if (!(value instanceof Entries entries)) {
      return mismatch(value, faults);
    }
    Map<String, Setting<T>> settings = new LinkedHashMap<>();
    for (Entry entry : entries.entries()) {
      if (byId && !ID.matcher(entry.key()).matches()) {
        faults.add(
            entry.place(),
            "expected an id of a-z, 0-9 and -, that does not begin with - and has at most 63"
                + " characters");
      }
      settings.put(
          entry.key(), Setting.written(element.read(entry.value(), faults), entry.place()));
    }
    return Optional.of(Collections.unmodifiableMap(settings));
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    ObjectNode schema = Schemas.ofType("object");
    if (byId) {
      schema.putObject("propertyNames").put("pattern", "^" + ID.pattern() + "$");
    }
    schema.set("additionalProperties", element.schema(definitions));
    return schema;
  }
}
