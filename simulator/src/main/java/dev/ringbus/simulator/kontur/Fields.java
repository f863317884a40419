package dev.ringbus.simulator.kontur;

import dev.ringbus.model.WireName;
import dev.ringbus.wire.Json;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The fields of a JSON object, as the CRM binds them: absent and null are the same. */
final class Fields {

  /** {@code DateTimeOffset} as the contract has it: seven digits at most, a numeric offset. */
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?[+-]\\d\\d:\\d\\d");

  private final JsonNode object;
  private final String path;
  private final String argument;

  private Fields(JsonNode object, String path, String argument) {
    this.object = object;
    this.path = path;
    this.argument = argument;
  }

  /**
   * The fields of a body.
   *
   * @param argument what the CRM calls the body in its errors, for example {@code callStartedInfo}
   */
  static Fields of(byte[] body, String argument) throws Malformed {
    try {
      JsonNode object = Json.mapper().readTree(body);
      if (!object.isObject()) {
        throw Malformed.value("", "Expected a JSON object.", argument);
      }
      return new Fields(object, "", argument);
    } catch (JacksonException e) {
      throw Malformed.value("", "The body is no JSON.", argument);
    }
  }

  String text(String name) throws Malformed {
    return optionalText(name).orElseThrow(() -> Malformed.missing(path + name));
  }

  Optional<String> optionalText(String name) throws Malformed {
    @Nullable JsonNode value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw unread(name, value, "System.String");
    }
    return Optional.of(value.asString());
  }

  OffsetDateTime time(String name) throws Malformed {
    return optionalTime(name).orElseThrow(() -> Malformed.missing(path + name));
  }

  Optional<OffsetDateTime> optionalTime(String name) throws Malformed {
    @Nullable JsonNode value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.isString() && TIMESTAMP.matcher(value.asString()).matches()) {
      try {
        return Optional.of(OffsetDateTime.parse(value.asString()));
      } catch (DateTimeParseException _) {
        throw unread(name, value, "System.DateTimeOffset");
      }
    }
    throw unread(name, value, "System.DateTimeOffset");
  }

  /** One of these words, spelt exactly so. */
  <E extends WireName> E choice(String name, E[] choices) throws Malformed {
    @Nullable JsonNode value = value(name);
    if (value == null) {
      throw Malformed.missing(path + name);
    }
    return Arrays.stream(choices)
        .filter(choice -> value.isString() && value.asString().equals(choice.wireName()))
        .findFirst()
        .orElseThrow(
            () -> unread(name, value, choices.getClass().getComponentType().getSimpleName()));
  }

  /** A length, which the vendor's examples have as a number here and as a string there. */
  long length(String name) throws Malformed {
    @Nullable JsonNode value = value(name);
    if (value == null) {
      throw Malformed.missing(path + name);
    }
    if (value.isIntegralNumber()) {
      return value.asLong();
    }
    if (value.isString() && value.asString().matches("\\d{1,18}")) {
      return Long.parseLong(value.asString());
    }
    throw unread(name, value, "System.Int64");
  }

  Fields object(String name) throws Malformed {
    @Nullable JsonNode value = value(name);
    if (value == null) {
      throw Malformed.missing(path + name);
    }
    if (!value.isObject()) {
      throw unread(name, value, "an object");
    }
    return new Fields(value, path + name + ".", argument);
  }

  /** The objects of an array that has to be there. */
  List<Fields> objects(String name) throws Malformed {
    if (value(name) == null) {
      throw Malformed.missing(path + name);
    }
    return optionalObjects(name);
  }

  List<Fields> optionalObjects(String name) throws Malformed {
    @Nullable JsonNode value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw unread(name, value, "an array");
    }
    List<Fields> objects = new ArrayList<>();
    for (JsonNode each : value) {
      String place = path + name + "[" + objects.size() + "]";
      if (!each.isObject()) {
        throw Malformed.value(place, "Expected an object.", argument);
      }
      objects.add(new Fields(each, place + ".", argument));
    }
    return objects;
  }

  boolean has(String name) {
    return value(name) != null;
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private Malformed unread(String name, JsonNode value, String type) {
    String shown = value.isString() ? value.asString() : value.getNodeType().toString();
    return Malformed.value(
        path + name,
        "Error converting value \"%s\" to type '%s'. Path '%s'."
            .formatted(shown, type, path + name),
        argument);
  }
}
