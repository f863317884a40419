package dev.ringbus.crm.kontur;

import dev.ringbus.crm.kontur.KonturSettings.LengthAs;
import dev.ringbus.model.Direction;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.PhoneNumber;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call as the CRM has it: the answer to {@code call-started}. The vendor's example is one of a
 * call that was over long before, so this is what the CRM knows now, whenever it is asked.
 *
 * @param id the {@code communicationId} of all that follows
 * @param externalId ours, perhaps behind the integration's name and a slash
 * @param status {@link #SEALED} once the call is registered
 */
public record Communication(
    String id,
    @Nullable String externalId,
    @Nullable OffsetDateTime externalCreatedAt,
    @Nullable Direction direction,
    @Nullable String status,
    @Nullable PhoneNumber clientPhone,
    @Nullable PhoneNumber externalVatsPhone,
    List<CallItem> items,
    List<ItemEvent> events) {

  /** Of a call that was registered. */
  public static final String SEALED = "sealed";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  public Communication {
    items = List.copyOf(items);
    events = List.copyOf(events);
  }

  /** Whether that event of that leg is among those that it was told. */
  public boolean hasEvent(String itemId, LegProgress type, OffsetDateTime at) {
    // The wire has seven digits of a second, ours may have nine.
    String timestamp = KonturTime.write(at);
    return events.stream()
        .anyMatch(event ->
            event.externalCallItemId().equals(itemId)
                && event.type() == type
                && KonturTime.read(timestamp).isEqual(event.timestamp()));
  }

  /** Whether a recording with that file is part of it. */
  public boolean hasRecording(String fileId) {
    return items.stream()
        .flatMap(item -> item.recordings().stream())
        .anyMatch(file -> file.fileId().equals(fileId));
  }

  /**
   * The answer in UTF-8.
   *
   * @param integrationId the CRM's id of the integration that told
   */
  public byte[] write(String integrationId) {
    BodyText text =
        new BodyText()
            .put("updateInfo", NODES.objectNode())
            .put("links", links())
            .put("externalId", externalId)
            .put("externalCreatedAt", externalCreatedAt)
            .put("type", "call")
            .put("direction", CallbackWriter.direction(direction))
            .put("status", status)
            .put("integrationId", integrationId)
            .put("data", new BodyText().put("call", call()).node())
            .put("id", id);
    return text.bytes();
  }

  private static ObjectNode links() {
    return new BodyText()
        .put("companyIds", NODES.arrayNode())
        .put("contactIds", NODES.arrayNode())
        .put("dealIds", NODES.arrayNode())
        .node();
  }

  private ObjectNode call() {
    ArrayNode itemNodes = NODES.arrayNode();
    items.forEach(item -> itemNodes.add(item.write(LengthAs.NUMBER)));
    ArrayNode eventNodes = NODES.arrayNode();
    events.forEach(event -> eventNodes.add(event.write(new BodyText()).node()));
    return new BodyText()
        .put("clientPhone", clientPhone)
        .put("externalVatsPhone", externalVatsPhone)
        .put("items", itemNodes)
        .put("events", eventNodes)
        .node();
  }

  /**
   * Reads an answer: its id, and of the rest what can be made out.
   *
   * @throws InvalidFields if it is no object with an id
   */
  public static Communication read(byte[] json) {
    BodyFields fields = BodyFields.of(json);
    String id = fields.required("id");
    fields.check();
    BodyFields call = fields.object("data").object("call");
    // What is wrong below is not worth losing the id for.
    return new Communication(
        id,
        fields.text("externalId"),
        fields.time("externalCreatedAt"),
        fields.choice("direction", Direction.class),
        fields.text("status"),
        call.number("clientPhone"),
        call.number("externalVatsPhone"),
        call.objects("items", CallItem::read),
        call.objects("events", ItemEvent::read));
  }
}
