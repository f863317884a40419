package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Form.Others;
import dev.ringbus.config.yaml.YamlValue.Entries;
import dev.ringbus.config.yaml.YamlValue.Entry;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A map with known keys, as a record describes it. Every fault in it is reported; the record comes
 * nevertheless, without the settings that have one, so that the rest can be checked further.
 */
final class RecordShape<R> implements Shape<R> {

  private final String name;
  private final Optional<String> about;
  private final Constructor<R> constructor;
  private final List<Key<?>> keys = new ArrayList<>();
  private final boolean takesOthers;
  private final KeyRules rules;

  RecordShape(Class<R> type, Shapes shapes) {
    Named named = type.getAnnotation(Named.class);
    this.name = named == null ? type.getSimpleName() : named.value();
    this.about = Optional.ofNullable(type.getAnnotation(About.class)).map(About::value);
    RecordComponent[] components = type.getRecordComponents();
    this.constructor = constructor(type, components);
    this.takesOthers =
        Arrays.stream(components)
            .anyMatch(component -> component.isAnnotationPresent(Others.class));
    for (RecordComponent component : components) {
      if (!component.isAnnotationPresent(Others.class)) {
        keys.add(Key.of(component, shapes));
      }
    }
    this.rules = KeyRules.of(type, keys);
  }

  private static <R> Constructor<R> constructor(Class<R> type, RecordComponent[] components) {
    try {
      return type.getDeclaredConstructor(
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("not a record: " + type, e);
    }
  }

  String name() {
    return name;
  }

  @Override
  public String expected() {
    return keys.isEmpty() ? "{}" : "a map";
  }

  @Override
  public Optional<R> read(YamlValue value, Faults faults) {
    if (!(value instanceof Entries map)) {
      return mismatch(value, faults);
    }
    Map<String, Entry> given = new HashMap<>();
    map.entries().forEach(entry -> given.put(entry.key(), entry));
    List<Object> arguments = new ArrayList<>();
    for (Key<?> key : keys) {
      arguments.add(key.read(given.get(key.name()), map.place(), faults));
    }
    rules.check(map, faults);
    List<Entry> others = map.entries().stream().filter(entry -> !isKnown(entry.key())).toList();
    if (takesOthers) {
      arguments.add(others);
    } else {
      others.forEach(entry -> reportUnknown(entry, faults));
    }
    return Optional.of(construct(arguments));
  }

  private boolean isKnown(String key) {
    return names().contains(key) || rules.refuses(key);
  }

  private List<String> names() {
    return keys.stream().<String>map(Key::name).toList();
  }

  private void reportUnknown(Entry entry, Faults faults) {
    faults.add(
        entry.place(),
        names().isEmpty()
            ? "unknown key, expected " + expected()
            : "unknown key" + Nearest.hint(entry.key(), names()));
  }

  private R construct(List<Object> arguments) {
    try {
      return constructor.newInstance(arguments.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a form without a public record: " + constructor, e);
    }
  }

  @Override
  public ObjectNode schema(Definitions definitions) {
    return definitions.reference(name, () -> map(definitions));
  }

  private ObjectNode map(Definitions definitions) {
    ObjectNode schema = Schemas.empty();
    about.ifPresent(text -> schema.put("description", text));
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    keys.forEach(key -> properties.set(key.name(), key.schema(definitions)));
    rules.addTo(schema);
    return schema.put("additionalProperties", false);
  }
}
