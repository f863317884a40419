package dev.ringbus.crm.kontur;

import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.WireName;
import dev.ringbus.wire.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object that is read field by field, collecting what is wrong in the words of the CRM's own
 * framework. Unknown fields are left alone, and a null is an absent field.
 */
final class BodyFields {

  private static final OffsetDateTime NO_TIME = Instant.EPOCH.atOffset(ZoneOffset.UTC);

  private final JsonNode node;
  private final String path;
  private final Map<String, List<String>> errors;

  private BodyFields(JsonNode node, String path, Map<String, List<String>> errors) {
    this.node = node;
    this.path = path;
    this.errors = errors;
  }

  /**
   * @throws InvalidFields if the bytes are no JSON object
   */
  static BodyFields of(byte[] json) {
    JsonNode node;
    try {
      node = Json.mapper().readTree(json);
    } catch (JacksonException e) {
      throw new InvalidFields(Map.of("", List.of("The body is not valid JSON.")));
    }
    if (node == null || !node.isObject()) {
      throw new InvalidFields(Map.of("", List.of("A non-empty request body is required.")));
    }
    return new BodyFields(node, "", new LinkedHashMap<>());
  }

  void fault(String name, String message) {
    errors.computeIfAbsent(path + name, _ -> new ArrayList<>()).add(message);
  }

  /**
   * To be called when everything has been read.
   *
   * @throws InvalidFields if anything was wrong
   */
  void check() {
    if (!errors.isEmpty()) {
      throw new InvalidFields(errors);
    }
  }

  /** A text that must be there; empty until {@link #check} if it is not. */
  String required(String name) {
    String text = text(name);
    if (text == null || text.isEmpty()) {
      missing(name);
      return "";
    }
    return text;
  }

  void missing(String name) {
    if (!errors.containsKey(path + name)) {
      fault(name, "The " + name + " field is required.");
    }
  }

  /** A text, or a number or truth value as a text. */
  @Nullable String text(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isContainer()) {
      fault(name, "Error converting an object or a list to type 'System.String'.");
      return null;
    }
    return value.asString();
  }

  /** A text; null if there is nothing in it. */
  @Nullable String optional(String name) {
    String text = text(name);
    return text == null || text.isBlank() ? null : text;
  }

  @Nullable PhoneNumber number(String name) {
    return PhoneNumber.readInternational(text(name));
  }

  @Nullable OffsetDateTime time(String name) {
    return convert(name, "System.DateTimeOffset", KonturTime::read);
  }

  /** A time that must be there; the epoch until {@link #check} if it is not. */
  OffsetDateTime requiredTime(String name) {
    OffsetDateTime time = time(name);
    if (time == null) {
      missing(name);
      return NO_TIME;
    }
    return time;
  }

  <E extends Enum<E> & WireName> @Nullable E choice(String name, Class<E> choices) {
    return convert(
        name,
        choices.getSimpleName(),
        text -> {
          for (E choice : choices.getEnumConstants()) {
            if (choice.wireName().equals(text)) {
              return choice;
            }
          }
          throw new IllegalArgumentException("none of them");
        });
  }

  /** A whole number, given as a number or as a text. */
  @Nullable Long length(String name) {
    return convert(name, "System.Int64", Long::parseLong);
  }

  private <T> @Nullable T convert(String name, String type, Function<String, T> conversion) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return conversion.apply(text);
    } catch (DateTimeException | IllegalArgumentException _) {
      fault(name, "Error converting value \"%s\" to type '%s'.".formatted(text, type));
      return null;
    }
  }

  /** The object of that name; an empty one if it is absent. */
  BodyFields object(String name) {
    JsonNode value = node.path(name);
    if (!value.isObject() && !value.isMissingNode() && !value.isNull()) {
      fault(name, "Error converting a value to an object.");
    }
    return new BodyFields(value, path + name + ".", errors);
  }

  /** The objects of the list of that name, each read by {@code read}; none if it is absent. */
  <T> List<T> objects(String name, Function<BodyFields, T> read) {
    List<T> all = new ArrayList<>();
    JsonNode list = node.path(name);
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      fault(name, "Error converting a value to a list.");
      return all;
    }
    int index = 0;
    for (JsonNode element : list) {
      all.add(read.apply(new BodyFields(element, path + name + "[" + index++ + "].", errors)));
    }
    return all;
  }

  /** The texts of the list of that name. */
  List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (JsonNode element : node.path(name)) {
      if (element.isValueNode() && !element.isNull()) {
        all.add(element.asString());
      }
    }
    return all;
  }
}
