package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.Form.Between;
import dev.ringbus.config.yaml.Form.ById;
import dev.ringbus.config.yaml.Form.ByKey;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Form.NotEmpty;
import dev.ringbus.config.yaml.Form.OneKey;
import dev.ringbus.config.yaml.Form.OneOf;
import dev.ringbus.config.yaml.Form.OrEmpty;
import dev.ringbus.config.yaml.Form.OrNumber;
import dev.ringbus.config.yaml.Form.OrSingle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of Java types: what of the file is read as a {@code Duration}, a list, a record.
 * Annotations of a component hold for the elements of its list or map too.
 */
public final class Shapes {

  private final Map<Class<?>, Shape<?>> known;

  /**
   * @param known the shapes of types that are neither text, number, flag, list, map nor record
   */
  public Shapes(Map<Class<?>, Shape<?>> known) {
    this.known = Map.copyOf(known);
  }

  /** The shape of a whole file that the record describes. */
  public <R extends Record> Shape<R> of(Class<R> type) {
    return new RecordShape<>(type, this);
  }

  /** The shape of a map of one key that the sealed type describes. */
  public <T> Shape<T> ofOneKey(Class<T> type) {
    return ofSealed(type);
  }

  /** The keys of the map that the record describes, those of {@link Form.Others} apart. */
  public static List<String> keysOf(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> !component.isAnnotationPresent(Form.Others.class))
        .map(Key::nameOf)
        .toList();
  }

  Shape<?> of(Type type, AnnotatedElement said) {
    if (type instanceof ParameterizedType container) {
      return ofContainer(container, said);
    }
    Class<?> plain = (Class<?>) type;
    Shape<?> shape = known.get(plain);
    if (shape == null) {
      shape = ofPlain(plain, said);
    }
    Between between = said.getAnnotation(Between.class);
    return between == null ? shape : bounded(shape, between);
  }

  private Shape<?> ofContainer(ParameterizedType type, AnnotatedElement said) {
    Type[] arguments = type.getActualTypeArguments();
    Shape<?> element = of(settingOf(arguments[arguments.length - 1]), said);
    if (type.getRawType() == List.class) {
      return new ListShape<>(
          element,
          said.isAnnotationPresent(OrSingle.class),
          said.isAnnotationPresent(NotEmpty.class));
    }
    if (type.getRawType() == Map.class) {
      return new MapShape<>(element, said.isAnnotationPresent(ById.class));
    }
    throw new IllegalArgumentException("no shape for " + type);
  }

  private static Type settingOf(Type type) {
    if (type instanceof ParameterizedType setting && setting.getRawType() == Setting.class) {
      return setting.getActualTypeArguments()[0];
    }
    throw new IllegalArgumentException("not a Setting: " + type);
  }

  private Shape<?> ofPlain(Class<?> type, AnnotatedElement said) {
    OneOf choices = said.getAnnotation(OneOf.class);
    if (type == String.class && choices != null) {
      Map<String, String> words = new LinkedHashMap<>();
      List.of(choices.value()).forEach(word -> words.put(word, word));
      return new ChoiceShape<>(words);
    }
    if (type == String.class) {
      return new TextShape(
          said.isAnnotationPresent(OrNumber.class), said.isAnnotationPresent(OrEmpty.class));
    }
    if (type == Integer.class) {
      return new NumberShape();
    }
    if (type == Boolean.class) {
      return new FlagShape();
    }
    return type.isRecord() ? new RecordShape<>(type, this) : ofSealed(type);
  }

  private <T> Shape<T> ofSealed(Class<T> type) {
    Map<String, RecordShape<? extends T>> shapes = new LinkedHashMap<>();
    Class<?> @Nullable [] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      throw new IllegalArgumentException("no shape for " + type);
    }
    for (Class<?> record : permitted) {
      RecordShape<? extends T> shape = new RecordShape<>(record.asSubclass(type), this);
      shapes.put(shape.name(), shape);
    }
    ByKey byKey = type.getAnnotation(ByKey.class);
    if (byKey != null) {
      return new ByKeyShape<>(byKey.value(), shapes);
    }
    Named named = type.getAnnotation(Named.class);
    OneKey oneKey = type.getAnnotation(OneKey.class);
    if (named == null || oneKey == null) {
      throw new IllegalArgumentException("no shape for " + type);
    }
    return new OneKeyShape<>(named.value(), oneKey, shapes);
  }

  // A type with @Between is comparable to itself; reading the limits proves it when a shape is
  // made.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Shape<?> bounded(Shape<?> shape, Between between) {
    return new BoundedShape(shape, between);
  }
}
