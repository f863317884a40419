package dev.ringbus.crm.kontur;

import dev.ringbus.crm.kontur.KonturSettings.LengthAs;
import dev.ringbus.crm.kontur.TelephonyCallback.CallEvent;
import dev.ringbus.crm.kontur.TelephonyCallback.CallFailed;
import dev.ringbus.crm.kontur.TelephonyCallback.CallFinished;
import dev.ringbus.crm.kontur.TelephonyCallback.CallRecording;
import dev.ringbus.crm.kontur.TelephonyCallback.CallStarted;
import dev.ringbus.crm.kontur.TelephonyCallback.RegisterCall;
import dev.ringbus.model.Direction;
import dev.ringbus.model.PhoneNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes what calls are told with: JSON with the fields in the order of the vendor's examples. */
public final class CallbackWriter {

  private CallbackWriter() {}

  /** The body in UTF-8. */
  public static byte[] write(TelephonyCallback callback, LengthAs lengthAs) {
    return switch (callback) {
      case CallStarted(var at, var communication, var external, var line, var client, var way) ->
          new BodyText()
              .put("timestamp", at)
              .put("communicationId", communication)
              .put("externalId", external)
              .put("externalVatsPhone", startedAt(line, way))
              .put("clientPhone", client)
              .put("direction", direction(way))
              .bytes();
      case CallEvent(var communication, var external, var event) ->
          event
              .write(
                  new BodyText().put("communicationId", communication).put("externalId", external))
              .bytes();
      case CallFinished(var at, var communication, var external, var line, var client, var way) ->
          new BodyText()
              .put("timestamp", at)
              .put("communicationId", communication)
              .put("externalId", external)
              .put("externalVatsPhone", line)
              .put("clientPhone", client)
              .put("direction", direction(way))
              .bytes();
      case CallFailed(var communication) ->
          new BodyText().put("communicationId", communication).bytes();
      case CallRecording(var communication, var external, var item, var realtime, var file) ->
          new BodyText()
              .put("communicationId", communication)
              .put("externalId", external)
              .put("externalCallItemId", item)
              .put("realtimeCallItemId", realtime)
              .put("recordingFileId", file)
              .bytes();
      case RegisterCall call -> register(call, lengthAs);
    };
  }

  /**
   * A call's beginning must name our number, if only as an empty text; internal calls have none.
   */
  private static @Nullable String startedAt(@Nullable PhoneNumber line, @Nullable Direction way) {
    if (line != null) {
      return line.writeInternational();
    }
    return way == Direction.INTERNAL ? null : "";
  }

  private static byte[] register(RegisterCall call, LengthAs lengthAs) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    call.items().forEach(item -> items.add(item.write(lengthAs)));
    return new BodyText()
        .put("externalVatsPhone", call.externalVatsPhone())
        .put("clientPhone", call.clientPhone())
        .put("items", items)
        .put("communicationId", call.communicationId())
        .put("externalCreatedAt", call.externalCreatedAt())
        .put("externalId", call.externalId())
        .put("direction", direction(call.direction()))
        .bytes();
  }

  static @Nullable String direction(@Nullable Direction direction) {
    return direction == null ? null : direction.wireName();
  }
}
