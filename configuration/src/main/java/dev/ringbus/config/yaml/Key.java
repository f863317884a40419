package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.Default;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.YamlValue.Entry;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A key that a map of the file may have: a component of the record that describes the map. */
record Key<T>(String name, Optional<String> about, Shape<T> shape, Optional<String> byDefault) {

  /** The key that a component describes. */
  static Key<?> of(RecordComponent component, Shapes shapes) {
    if (!(component.getGenericType() instanceof ParameterizedType setting)
        || setting.getRawType() != Setting.class) {
      throw new IllegalArgumentException("not a Setting: " + component);
    }
    return new Key<>(
        nameOf(component),
        Optional.ofNullable(component.getAnnotation(About.class)).map(About::value),
        shapes.of(setting.getActualTypeArguments()[0], component),
        Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value));
  }

  static String nameOf(RecordComponent component) {
    Named named = component.getAnnotation(Named.class);
    return named == null ? component.getName() : named.value();
  }

  /**
   * The setting under this key.
   *
   * @param entry null if the map does not have the key
   * @param map where the map stands
   */
  Setting<T> read(@Nullable Entry entry, Place map, Faults faults) {
    if (entry != null) {
      return Setting.written(shape.read(entry.value(), faults), entry.value().place());
    }
    Place place = map.key(name);
    return Setting.absent(
        byDefault.flatMap(text -> shape.read(defaultScalar(place, text), faults)), place);
  }

  private static Scalar defaultScalar(Place place, String text) {
    return new Scalar(place, text, ScalarTypes.ofPlain(text));
  }

  ObjectNode schema(Definitions definitions) {
    ObjectNode schema = Schemas.empty();
    about.ifPresent(text -> schema.put("description", text));
    schema.setAll(shape.schema(definitions));
    byDefault.ifPresent(text -> putDefault(schema, text));
    return schema;
  }

  private static void putDefault(ObjectNode schema, String text) {
    switch (ScalarTypes.ofPlain(text)) {
      case FLAG -> schema.put("default", Boolean.parseBoolean(text));
      case WHOLE_NUMBER -> schema.put("default", Long.parseLong(text));
      case TEXT, DECIMAL, NOTHING -> schema.put("default", text);
    }
  }
}
