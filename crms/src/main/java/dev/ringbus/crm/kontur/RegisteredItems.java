package dev.ringbus.crm.kontur;

import dev.ringbus.crm.CrmFile;
import dev.ringbus.model.Call;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Leg;
import dev.ringbus.model.LegProgress;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The legs of a call as they are registered. A call whose PBX tells of no legs has one, between the
 * client and somebody, with the call's own id.
 */
final class RegisteredItems {

  private static final KonturParty SOMEBODY = new KonturParty(KonturParty.Type.USER, null);

  private RegisteredItems() {}

  static List<CallItem> of(Call call, List<CrmFile> files, Parties parties) {
    if (call.legs().isEmpty()) {
      return List.of(only(call, files));
    }
    return call.legs().stream().map(leg -> item(call, leg, files, parties)).toList();
  }

  private static CallItem item(Call call, Leg leg, List<CrmFile> files, Parties parties) {
    return new CallItem(
        leg.id(),
        parties.of(leg.from()),
        parties.of(leg.to()),
        recordings(call, leg.id(), files),
        leg.when(LegProgress.CONNECTED).orElse(null),
        end(call, leg));
  }

  private static @Nullable OffsetDateTime end(Call call, Leg leg) {
    return leg.when(LegProgress.DISCONNECTED)
        .or(() -> leg.when(LegProgress.FINISHED))
        .orElse(call.endedAt());
  }

  private static CallItem only(Call call, List<CrmFile> files) {
    boolean outside = call.direction() != Direction.INTERNAL;
    KonturParty client = outside ? KonturParty.CLIENT : SOMEBODY;
    boolean ours = call.direction() == Direction.OUTBOUND;
    String id = itemOf(call, null);
    return new CallItem(
        id,
        ours ? SOMEBODY : client,
        ours ? client : SOMEBODY,
        recordings(call, id, files),
        call.answeredAt(),
        call.endedAt());
  }

  private static List<KonturFile> recordings(Call call, String item, List<CrmFile> files) {
    return files.stream()
        .filter(file -> itemOf(call, file.legId()).equals(item))
        .map(file -> new KonturFile(file.fileId(), file.name(), file.contentType(), file.length()))
        .toList();
  }

  /**
   * The item that a recording belongs to: its leg, or else the last leg that was answered, or else
   * the last.
   */
  static String itemOf(Call call, @Nullable String legId) {
    if (call.legs().isEmpty()) {
      return KonturIds.externalId(call.key());
    }
    if (legId != null && call.leg(legId).isPresent()) {
      return legId;
    }
    return call.legs().reversed().stream()
        .filter(leg -> leg.when(LegProgress.CONNECTED).isPresent())
        .findFirst()
        .orElse(call.legs().getLast())
        .id();
  }
}
