package dev.ringbus.wire;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallCommand.BeginRequests;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.CallCommand.FromCrm;
import dev.ringbus.model.CallCommand.HangUp;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallCommand.Originate;
import dev.ringbus.model.CallCommand.Synchronize;
import dev.ringbus.model.CallCommand.Told;
import dev.ringbus.model.CallCommand.Untold;
import dev.ringbus.model.CallCommand.Withdraw;
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
        JsonNodeFactory.instance.objectNode().put("id", command.id()).put("command", name(command));
    if (command instanceof FromCrm ofCrm) {
      node.put("crm", ofCrm.crm());
    }
    node.put("requestedAt", ISO_OFFSET_DATE_TIME.format(command.requestedAt()));
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
      case BeginRequests begin -> node.put("call", begin.call().toString());
      case Told told -> node.put("call", told.call().toString()).put("event", told.event());
      case Untold untold -> node.put("call", untold.call().toString()).put("event", untold.event());
      case EndRequests end -> {
        node.put("call", end.call().toString());
        node.put("reason", end.reason());
      }
      case Instruct instruct -> {
        node.put("call", instruct.call().toString());
        node.set("instruction", InstructionJson.write(instruct.instruction()));
        node.put("source", instruct.source());
        node.put("expiresAt", ISO_OFFSET_DATE_TIME.format(instruct.expiresAt()));
        if (instruct.offerAgainAfter() != null) {
          node.put("offerAgainAfter", instruct.offerAgainAfter());
        }
      }
      case Withdraw withdraw -> {
        node.put("call", withdraw.call().toString());
        node.put("instruction", withdraw.instruction());
      }
    }
    return node;
  }

  private static String name(CallCommand command) {
    return switch (command) {
      case Originate _ -> "originate";
      case HangUp _ -> "hangup";
      case Synchronize _ -> "synchronize";
      case BeginRequests _ -> "begin-requests";
      case Told _ -> "told";
      case Untold _ -> "untold";
      case EndRequests _ -> "end-requests";
      case Instruct _ -> "instruct";
      case Withdraw _ -> "withdraw";
    };
  }

  static CallCommand read(JsonNode node) {
    String id = required(node, "id");
    OffsetDateTime at = OffsetDateTime.parse(required(node, "requestedAt"));
    String command = required(node, "command");
    return switch (command) {
      case "originate" ->
          new Originate(
              id,
              required(node, "crm"),
              at,
              required(node, "communicationId"),
              required(node, "fromUserId"),
              optional(node, "toUserId"),
              optional(node, "clientPhone"));
      case "hangup" ->
          new HangUp(
              id,
              required(node, "crm"),
              at,
              call(node),
              required(node, "legId"),
              optional(node, "userId"));
      case "synchronize" -> new Synchronize(id, required(node, "crm"), at);
      case "told" -> new Told(id, required(node, "crm"), at, call(node), required(node, "event"));
      case "untold" ->
          new Untold(id, required(node, "crm"), at, call(node), required(node, "event"));
      case "begin-requests" -> new BeginRequests(id, required(node, "crm"), at, call(node));
      case "end-requests" ->
          new EndRequests(id, required(node, "crm"), at, call(node), required(node, "reason"));
      case "instruct" -> readInstruct(node, id, at);
      case "withdraw" -> new Withdraw(id, at, call(node), required(node, "instruction"));
      default ->
          throw new IllegalArgumentException(
              "expected originate, hangup, synchronize, told, untold, begin-requests, end-requests,"
                  + " instruct or withdraw, not "
                  + command);
    };
  }

  private static Instruct readInstruct(JsonNode node, String id, OffsetDateTime at) {
    JsonNode instruction = node.get("instruction");
    JsonNode offerAgainAfter = node.get("offerAgainAfter");
    if (instruction == null) {
      throw new IllegalArgumentException("a command to instruct needs instruction");
    }
    return new Instruct(
        id,
        at,
        call(node),
        InstructionJson.read(instruction),
        required(node, "source"),
        OffsetDateTime.parse(required(node, "expiresAt")),
        offerAgainAfter == null || offerAgainAfter.isNull() ? null : offerAgainAfter.asInt());
  }

  private static CallKey call(JsonNode node) {
    return CallKey.parse(required(node, "call"));
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
