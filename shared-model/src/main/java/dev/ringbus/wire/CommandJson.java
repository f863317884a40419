package dev.ringbus.wire;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallCommand.HangUp;
import dev.ringbus.model.CallCommand.Originate;
import dev.ringbus.model.CallCommand.Synchronize;
import dev.ringbus.model.CallKey;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Commands on {@code ringbus.commands}: an object with its kind in {@code command}. */
final class CommandJson {

  private CommandJson() {}

  static JsonNode write(CallCommand command) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", command.id())
            .put("command", name(command))
            .put("crm", command.crm())
            .put("requestedAt", ISO_OFFSET_DATE_TIME.format(command.requestedAt()));
    switch (command) {
      case Originate originate -> {
        node.put("communicationId", originate.communicationId());
        node.put("fromUserId", originate.fromUserId());
        optional(node, "toUserId", originate.toUserId());
        optional(node, "clientPhone", originate.clientPhone());
      }
      case HangUp hangUp -> {
        node.put("call", hangUp.call().toString());
        node.put("legId", hangUp.legId());
        optional(node, "userId", hangUp.userId());
      }
      case Synchronize _ -> {}
    }
    return node;
  }

  private static String name(CallCommand command) {
    return switch (command) {
      case Originate _ -> "originate";
      case HangUp _ -> "hangup";
      case Synchronize _ -> "synchronize";
    };
  }

  static CallCommand read(JsonNode node) {
    String id = required(node, "id");
    String crm = required(node, "crm");
    OffsetDateTime at = OffsetDateTime.parse(required(node, "requestedAt"));
    String command = required(node, "command");
    return switch (command) {
      case "originate" ->
          new Originate(
              id,
              crm,
              at,
              required(node, "communicationId"),
              required(node, "fromUserId"),
              optional(node, "toUserId"),
              optional(node, "clientPhone"));
      case "hangup" ->
          new HangUp(
              id,
              crm,
              at,
              CallKey.parse(required(node, "call")),
              required(node, "legId"),
              optional(node, "userId"));
      case "synchronize" -> new Synchronize(id, crm, at);
      default ->
          throw new IllegalArgumentException(
              "expected originate, hangup or synchronize, not " + command);
    };
  }

  private static void optional(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static String required(JsonNode node, String name) {
    String value = optional(node, name);
    if (value == null) {
      throw new IllegalArgumentException("a command needs " + name);
    }
    return value;
  }

  private static @Nullable String optional(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value.asString();
  }
}
