package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.Body;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The fields of an object on this wire. Numbers may come as numeric strings and strings as numbers;
 * the letter case of names does not matter.
 */
final class CrmFields {

  static final CrmFields NONE = new CrmFields(Map.of());

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new SimpleModule().addDeserializer(Number.class, new ExactNumber()))
          .build();

  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private static final Pattern CODE = Pattern.compile("[0-9]{1,9}");

  private final Map<String, @Nullable Object> raw;

  private final Map<String, @Nullable Object> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Fields with these values, which are what JSON has. */
  CrmFields(Map<String, @Nullable Object> raw) {
    this.raw = raw;
    byName.putAll(raw);
  }

  /**
   * The members of the object; empty if the bytes are no JSON object.
   *
   * @param wrappers names under which the object may stand inside another, since the seed can be
   *     read so; what stands beside it is kept
   */
  static Optional<CrmFields> read(Body body, String... wrappers) {
    try {
      return Optional.ofNullable(MAPPER.readValue(body.bytes(), OBJECT))
          .map(members -> new CrmFields(unwrapped(members, wrappers)));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Map<String, @Nullable Object> unwrapped(
      Map<String, @Nullable Object> members, String... wrappers) {
    for (String wrapper : wrappers) {
      if (members.get(wrapper) instanceof Map<?, ?> inner) {
        members.remove(wrapper);
        inner.forEach((name, value) -> members.putIfAbsent(String.valueOf(name), value));
        return members;
      }
    }
    return members;
  }

  /** The object in JSON, its members in their order. */
  static String write(Map<String, Object> members) {
    return MAPPER.writeValueAsString(members);
  }

  /** Every field as it came. */
  Map<String, @Nullable Object> raw() {
    return raw;
  }

  boolean isEmpty() {
    return raw.isEmpty();
  }

  /** The value as text; empty if it is missing, {@code null} or no scalar. */
  String text(String name) {
    return switch (byName.get(name)) {
      case String text -> text;
      case Long number -> number.toString();
      case BigInteger number -> number.toString();
      case null, default -> "";
    };
  }

  /** The value as a number of the wire's lists; -1, which is in none of them, if it is no such. */
  int code(String name) {
    String text = text(name).strip();
    return CODE.matcher(text).matches() ? Integer.parseInt(text) : -1;
  }

  /** Every digit: a {@code Long} where one holds the number, and nothing that rounds it. */
  private static final class ExactNumber extends StdDeserializer<Number> {

    ExactNumber() {
      super(Number.class);
    }

    @Override
    public Number deserialize(JsonParser in, DeserializationContext context) {
      return switch (in.getNumberType()) {
        case INT, LONG -> in.getLongValue();
        case BIG_INTEGER -> in.getBigIntegerValue();
        case FLOAT, DOUBLE, BIG_DECIMAL -> in.getDecimalValue();
      };
    }
  }
}
