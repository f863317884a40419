package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Direction;
import dev.ringbus.model.LegProgress;
import dev.ringbus.simulator.kontur.files.StoredFile;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call as the CRM answers it: the vendor's {@code Communication}. */
final class CommunicationJson {

  private static final String INTEGRATION_ID = "5f0c2d51-0000-4000-8000-000000000001";
  private static final String GROUP_ID = "5f0c2d51-0000-4000-8000-000000000002";

  private CommunicationJson() {}

  /**
   * @param integration its name, which the CRM puts before the external id
   */
  static Map<String, @Nullable Object> of(KnownCall call, String integration) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("updateInfo", Map.of("version", call.notices().size() + 1));
    json.put(
        "links", Map.of("companyIds", List.of(), "contactIds", List.of(), "dealIds", List.of()));
    json.put(
        "externalId", call.externalId() == null ? null : integration + "/" + call.externalId());
    json.put("externalCreatedAt", createdAt(call));
    json.put("type", "call");
    Direction direction = call.direction();
    json.put("direction", direction == null ? null : direction.wireName());
    json.put("status", call.registration().isPresent() ? "sealed" : "active");
    json.put("integrationId", INTEGRATION_ID);
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("clientPhone", call.clientPhone());
    data.put("externalVatsPhone", call.vatsPhone());
    data.put("items", items(call));
    data.put("events", events(call));
    json.put("data", Map.of("call", data));
    json.put("assignedToGroupId", GROUP_ID);
    json.put("id", call.communicationId());
    return json;
  }

  private static @Nullable String createdAt(KnownCall call) {
    return call.registration()
        .map(Registration::externalCreatedAt)
        .or(() -> call.notices(Operation.CALL_STARTED).stream().findFirst().map(Notice::timestamp))
        .map(CommunicationJson::text)
        .orElse(null);
  }

  private static List<Map<String, @Nullable Object>> items(KnownCall call) {
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    call.registration()
        .ifPresentOrElse(
            registered -> registered.items().forEach(item -> items.add(item(call, item))),
            () -> call.liveLegs().forEach(leg -> items.add(item(call, leg))));
    return items;
  }

  private static Map<String, @Nullable Object> item(KnownCall call, Registration.Item item) {
    Map<String, @Nullable Object> json = item(item.id(), item.from(), item.to());
    List<StoredFile> recordings = new ArrayList<>(item.recordings());
    call.attached().stream()
        .filter(attached -> isOf(attached, item, call))
        .forEach(attached -> recordings.add(attached.file()));
    json.put("recordings", recordings.stream().map(CommunicationJson::recording).toList());
    json.put("startedAt", text(item.startedAt()));
    json.put("finishedAt", text(item.finishedAt()));
    return json;
  }

  /** What names no leg that there is belongs to the first. */
  private static boolean isOf(KnownCall.Attached attached, Registration.Item item, KnownCall call) {
    List<Registration.Item> items = call.registration().orElseThrow().items();
    boolean known = items.stream().anyMatch(each -> each.id().equals(attached.legId()));
    return known ? item.id().equals(attached.legId()) : item.equals(items.getFirst());
  }

  private static Map<String, @Nullable Object> item(KnownCall call, String leg) {
    List<Notice> notices =
        call.notices().stream()
            .filter(notice -> notice.leg() != null && notice.leg().id().equals(leg))
            .toList();
    Notice.LegNews first = Objects.requireNonNull(notices.getFirst().leg());
    Map<String, @Nullable Object> json = item(leg, first.from(), first.to());
    json.put("recordings", List.of());
    notices.stream()
        .filter(notice -> isEnd(notice.leg()))
        .findFirst()
        .ifPresent(end -> json.put("finishedAt", text(end.timestamp())));
    return json;
  }

  private static boolean isEnd(Notice.@Nullable LegNews news) {
    return news != null
        && (news.progress() == LegProgress.FINISHED || news.progress() == LegProgress.DISCONNECTED);
  }

  private static Map<String, @Nullable Object> item(String id, KnownParty from, KnownParty to) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("from", party(from));
    json.put("to", party(to));
    return json;
  }

  private static List<Map<String, @Nullable Object>> events(KnownCall call) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (Notice notice : call.notices()) {
      Notice.LegNews news = notice.leg();
      if (news != null) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("externalCallItemId", news.id());
        json.put("realtimeCallItemId", news.id());
        json.put("timestamp", text(notice.timestamp()));
        json.put("type", news.progress().wireName());
        json.put("from", party(news.from()));
        json.put("to", party(news.to()));
        events.add(json);
      }
    }
    return events;
  }

  private static Map<String, String> party(KnownParty party) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("type", party.kind().wireName());
    if (party.userId() != null) {
      json.put("userId", party.userId());
    }
    return json;
  }

  /** Here the length is a string, unlike in the answer to an upload. */
  static Map<String, Object> recording(StoredFile file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fileId", file.fileId());
    json.put("fileName", file.fileName());
    json.put("contentType", file.contentType());
    json.put("contentLength", Long.toString(file.length()));
    return json;
  }

  private static @Nullable String text(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toString();
  }
}
