package dev.ringbus.crm.kontur;

import dev.ringbus.crm.kontur.KonturSettings.LengthAs;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A leg of a registered call. Recordings and times are inside it, as the vendor's example has them;
 * its prose puts them beside the legs.
 *
 * @param startedAt when the two began to talk; absent of a leg that was never answered, as in the
 *     vendor's example of one
 */
public record CallItem(
    String id,
    KonturParty from,
    KonturParty to,
    List<KonturFile> recordings,
    @Nullable OffsetDateTime startedAt,
    @Nullable OffsetDateTime finishedAt) {

  public CallItem {
    recordings = List.copyOf(recordings);
  }

  ObjectNode write(LengthAs lengthAs) {
    ArrayNode files = JsonNodeFactory.instance.arrayNode();
    recordings.forEach(file -> files.add(file.write(lengthAs).node()));
    return new BodyText()
        .put("id", id)
        .put("from", from.write().node())
        .put("to", to.write().node())
        .put("recordings", files)
        .put("startedAt", startedAt)
        .put("finishedAt", finishedAt)
        .node();
  }

  static CallItem read(BodyFields fields) {
    return new CallItem(
        fields.required("id"),
        KonturParty.read(fields.object("from")),
        KonturParty.read(fields.object("to")),
        fields.objects("recordings", KonturFile::read),
        fields.time("startedAt"),
        fields.time("finishedAt"));
  }
}
