package dev.ringbus.crm.kontur;

import dev.ringbus.model.LegProgress;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a leg.
 *
 * @param externalCallItemId the leg's id
 * @param realtimeCallItemId the leg's id while the call lasts, which HANGUP gives back
 */
public record ItemEvent(
    String externalCallItemId,
    @Nullable String realtimeCallItemId,
    OffsetDateTime timestamp,
    LegProgress type,
    KonturParty from,
    KonturParty to) {

  BodyText write(BodyText text) {
    return text.put("externalCallItemId", externalCallItemId)
        .put("realtimeCallItemId", realtimeCallItemId)
        .put("timestamp", timestamp)
        .put("type", type.wireName())
        .put("from", from.write().node())
        .put("to", to.write().node());
  }

  static ItemEvent read(BodyFields fields) {
    LegProgress type = fields.choice("type", LegProgress.class);
    if (type == null) {
      fields.missing("type");
    }
    return new ItemEvent(
        fields.required("externalCallItemId"),
        fields.text("realtimeCallItemId"),
        fields.requiredTime("timestamp"),
        type == null ? LegProgress.APPEARED : type,
        KonturParty.read(fields.object("from")),
        KonturParty.read(fields.object("to")));
  }
}
