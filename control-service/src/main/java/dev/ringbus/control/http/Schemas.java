package dev.ringbus.control.http;

import dev.ringbus.config.InstructionReader;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import dev.ringbus.model.WireName;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas of our records, as our own JSON writes them; each record is described once. */
final class Schemas {

  private static final Set<Class<?>> TEXTS =
      Set.of(
          String.class,
          CallId.class,
          CallKey.class,
          IntegrationId.class,
          PhoneNumber.class,
          Platform.class);

  private final Map<String, ObjectNode> components = new TreeMap<>();

  /** All that were described. */
  ObjectNode components() {
    ObjectNode all = node();
    components.forEach(all::set);
    return all;
  }

  /** The schema of a type, or a reference to it. */
  ObjectNode of(Class<?> type) {
    return ofType(type, List.of());
  }

  static ObjectNode listOf(ObjectNode items) {
    ObjectNode list = node().put("type", "array");
    list.set("items", items);
    return list;
  }

  /** A page of such values. */
  ObjectNode pageOf(Class<?> type) {
    String name = type.getSimpleName() + "Page";
    if (!components.containsKey(name)) {
      ObjectNode page = node().put("type", "object");
      ObjectNode properties = page.putObject("properties");
      properties.set("items", listOf(of(type)));
      properties
          .putObject("next")
          .put("type", "string")
          .put("description", "The after of the next page; absent at the end.");
      page.putArray("required").add("items");
      components.put(name, page);
    }
    return reference(name);
  }

  private ObjectNode ofType(Class<?> type, List<AnnotatedType> arguments) {
    if (TEXTS.contains(type)) {
      return node().put("type", "string");
    }
    if (type == Instant.class || type == OffsetDateTime.class) {
      return node().put("type", "string").put("format", "date-time");
    }
    if (type == Duration.class) {
      return node().put("type", "string").put("format", "duration");
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return node().put("type", "integer");
    }
    if (type == double.class) {
      return node().put("type", "number");
    }
    if (type == boolean.class) {
      return node().put("type", "boolean");
    }
    if (type == Instruction.class) {
      return instruction();
    }
    if (type == Object.class) {
      return node();
    }
    if (type.isEnum()) {
      return choice(type);
    }
    if (List.class.isAssignableFrom(type)) {
      return listOf(ofAnnotated(arguments.getFirst()));
    }
    if (Map.class.isAssignableFrom(type)) {
      ObjectNode map = node().put("type", "object");
      map.set("additionalProperties", ofAnnotated(arguments.getLast()));
      return map;
    }
    if (type.isRecord()) {
      return ofRecord(type);
    }
    throw new IllegalArgumentException("no schema is known of " + type);
  }

  /** As the file's own schema has it. */
  private ObjectNode instruction() {
    InstructionReader reader = new InstructionReader();
    reader
        .schema()
        .forEach((name, schema) -> components.put(instructionPart(name), withReferences(schema)));
    return reference(instructionPart(InstructionReader.ROOT));
  }

  private static String instructionPart(String name) {
    return name.equals(InstructionReader.ROOT)
        ? "Instruction"
        : "Instruction" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** The same, with its references to where the parts stand here. */
  private static ObjectNode withReferences(ObjectNode schema) {
    ObjectNode copy = schema.deepCopy();
    for (JsonNode parent : copy.findParents("$ref")) {
      String name = parent.get("$ref").asString().substring("#/$defs/".length());
      ((ObjectNode) parent).put("$ref", "#/components/schemas/" + instructionPart(name));
    }
    return copy;
  }

  private ObjectNode ofRecord(Class<?> type) {
    String name = type.getSimpleName();
    if (!components.containsKey(name)) {
      ObjectNode schema = node().put("type", "object");
      components.put(name, schema);
      ObjectNode properties = schema.putObject("properties");
      for (RecordComponent component : type.getRecordComponents()) {
        properties.set(component.getName(), ofAnnotated(component.getAnnotatedType()));
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          schema.withArray("required").add(component.getName());
        }
      }
    }
    return reference(name);
  }

  private ObjectNode ofAnnotated(AnnotatedType annotated) {
    List<AnnotatedType> arguments =
        annotated instanceof AnnotatedParameterizedType parameterized
            ? List.of(parameterized.getAnnotatedActualTypeArguments())
            : List.of();
    return ofType(raw(annotated.getType()), arguments);
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType parameterized -> (Class<?>) parameterized.getRawType();
      default -> throw new IllegalArgumentException("no schema is known of " + type);
    };
  }

  private static ObjectNode choice(Class<?> type) {
    ObjectNode choice = node().put("type", "string");
    for (Object constant : type.getEnumConstants()) {
      choice
          .withArray("enum")
          .add(constant instanceof WireName named ? named.wireName() : constant.toString());
    }
    return choice;
  }

  private static ObjectNode reference(String name) {
    return node().put("$ref", "#/components/schemas/" + name);
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
