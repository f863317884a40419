package dev.ringbus.wire;

import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Pause;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Present;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Instruction.SetVariable;
import dev.ringbus.model.Instruction.Whisper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Instructions in JSON and in YAML alike: a map of one key, the instruction's name, for example
 * {@code {"goto": {"branch": 2}}}. A field at its default is left out.
 */
public final class InstructionJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The fields of each instruction. */
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "forward", Set.of("to", "as", "record", "ringFor", "final", "earlyMedia"),
          "play", Set.of("file", "text", "resume", "background", "digitsInto"),
          "whisper", Set.of("file", "text", "none"),
          "goto", Set.of("branch", "context", "option", "priority", "menu"),
          "hangup", Set.of(),
          "pause", Set.of("seconds"),
          "set", Set.of("name", "value"),
          "present", Set.of("name", "number"),
          "return", Set.of());

  private InstructionJson() {}

  /** The names of the instructions and of their fields. */
  public static Map<String, Set<String>> vocabulary() {
    return FIELDS;
  }

  static JsonNode writeAll(Decision decision) {
    ArrayNode array = NODES.arrayNode();
    decision.instructions().forEach(instruction -> array.add(write(instruction)));
    return array;
  }

  /**
   * A list of instructions.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Decision readAll(JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("expected a list of instructions");
    }
    List<Instruction> instructions = new ArrayList<>();
    node.forEach(element -> instructions.add(read(element)));
    return new Decision(instructions);
  }

  static JsonNode write(Instruction instruction) {
    ObjectNode fields = NODES.objectNode();
    switch (instruction) {
      case Forward forward -> writeForward(forward, fields);
      case Play play -> writePlay(play, fields);
      case Whisper whisper -> {
        put(fields, "file", whisper.file());
        put(fields, "text", whisper.text());
        putTrue(fields, "none", whisper.none());
      }
      case GoTo jump -> writeGoTo(jump, fields);
      case Hangup() -> {}
      case Pause(int seconds) -> fields.put("seconds", seconds);
      case SetVariable(String variable, String value) ->
          fields.put("name", variable).put("value", value);
      case Present(String name, String number) -> fields.put("name", name).put("number", number);
      case Return() -> {}
    }
    return NODES.objectNode().set(instruction.name(), fields);
  }

  private static void writeForward(Forward forward, ObjectNode fields) {
    ArrayNode to = fields.putArray("to");
    forward.to().forEach(to::add);
    if (forward.as() != Destination.NUMBER) {
      fields.put("as", forward.as().wireName());
    }
    putTrue(fields, "record", forward.record());
    if (forward.ringFor() != null) {
      fields.put("ringFor", forward.ringFor());
    }
    if (!forward.isFinal()) {
      fields.put("final", false);
    }
    putTrue(fields, "earlyMedia", forward.earlyMedia());
  }

  private static void writePlay(Play play, ObjectNode fields) {
    put(fields, "file", play.file());
    put(fields, "text", play.text());
    putTrue(fields, "resume", play.resume());
    putTrue(fields, "background", play.background());
    put(fields, "digitsInto", play.digitsInto());
  }

  private static void writeGoTo(GoTo jump, ObjectNode fields) {
    if (jump.branches().size() == 1) {
      fields.put("branch", jump.branches().getFirst());
    } else if (!jump.branches().isEmpty()) {
      ArrayNode branches = fields.putArray("branch");
      jump.branches().forEach(branches::add);
    }
    put(fields, "context", jump.context());
    put(fields, "option", jump.option());
    if (jump.priority() != null) {
      fields.put("priority", jump.priority());
    }
    put(fields, "menu", jump.menu());
  }

  /**
   * One instruction.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Instruction read(JsonNode node) {
    if (!node.isObject() || node.size() != 1) {
      throw new IllegalArgumentException(
          "expected an instruction, a map of one key such as hangup");
    }
    String name = node.propertyNames().iterator().next();
    JsonNode fields = node.get(name);
    Set<String> known = FIELDS.get(name);
    if (known == null) {
      throw new IllegalArgumentException(
          "no instruction "
              + name
              + ": there are "
              + String.join(", ", FIELDS.keySet().stream().sorted().toList()));
    }
    if (!fields.isObject()) {
      throw new IllegalArgumentException(name + " takes a map of fields, {} if none");
    }
    for (String field : fields.propertyNames()) {
      if (!known.contains(field)) {
        throw new IllegalArgumentException(
            name
                + " has no field "
                + field
                + ": it has "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
    return switch (name) {
      case "forward" -> readForward(fields);
      case "play" ->
          new Play(
              text(fields, "file"),
              text(fields, "text"),
              flag(fields, "resume", false),
              flag(fields, "background", false),
              text(fields, "digitsInto"));
      case "whisper" ->
          new Whisper(text(fields, "file"), text(fields, "text"), flag(fields, "none", false));
      case "goto" ->
          new GoTo(
              texts(fields, "branch"),
              text(fields, "context"),
              text(fields, "option"),
              number(fields, "priority"),
              text(fields, "menu"));
      case "hangup" -> new Hangup();
      case "pause" -> new Pause(required(number(fields, "seconds"), "pause", "seconds"));
      case "set" ->
          new SetVariable(
              required(text(fields, "name"), "set", "name"),
              required(text(fields, "value"), "set", "value"));
      case "present" ->
          new Present(
              required(text(fields, "name"), "present", "name"),
              required(text(fields, "number"), "present", "number"));
      case "return" -> new Return();
      default -> throw new IllegalStateException("an instruction without a reader: " + name);
    };
  }

  private static Forward readForward(JsonNode fields) {
    String as = text(fields, "as");
    return new Forward(
        texts(fields, "to"),
        as == null ? Destination.NUMBER : ModelModule.byWireName(Destination.class, as),
        flag(fields, "record", false),
        number(fields, "ringFor"),
        flag(fields, "final", true),
        flag(fields, "earlyMedia", false));
  }

  private static <T> T required(@Nullable T value, String instruction, String field) {
    if (value == null) {
      throw new IllegalArgumentException(instruction + " needs " + field);
    }
    return value;
  }

  private static void put(ObjectNode fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private static void putTrue(ObjectNode fields, String name, boolean value) {
    if (value) {
      fields.put(name, true);
    }
  }

  private static @Nullable String text(JsonNode fields, String name) {
    JsonNode value = fields.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    return scalar(value, name);
  }

  /** A number stands for its digits: {@code branch: 2} and {@code branch: "2"} are the same. */
  private static String scalar(JsonNode value, String name) {
    if (value.isString()) {
      return value.stringValue();
    }
    if (value.isIntegralNumber()) {
      return value.asString();
    }
    throw new IllegalArgumentException(name + " is a text or a whole number");
  }

  private static List<String> texts(JsonNode fields, String name) {
    JsonNode value = fields.get(name);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      return List.of(scalar(value, name));
    }
    List<String> texts = new ArrayList<>();
    value.forEach(element -> texts.add(scalar(element, name)));
    return texts;
  }

  private static boolean flag(JsonNode fields, String name, boolean byDefault) {
    JsonNode value = fields.get(name);
    if (value == null || value.isNull()) {
      return byDefault;
    }
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(name + " is true or false");
    }
    return value.booleanValue();
  }

  private static @Nullable Integer number(JsonNode fields, String name) {
    JsonNode value = fields.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw new IllegalArgumentException(name + " is a whole number, 0 or more");
    }
    return value.intValue();
  }
}
