package dev.ringbus.crmsync.assembly;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What PBXs say, as their dialects read it. A call is told on 2 March 2026 from 12:00:00 (UTC) on,
 * and each request is received a moment after what it tells of.
 */
public final class Vendors {

  public static final String CLIENT = "79161234567";
  public static final String LINE = "74951234567";

  private static final String DAY = "2026-03-02T";
  private static final Instant NOON = Instant.parse(DAY + "12:00:00Z");

  private Vendors() {}

  /** All of these. */
  @SafeVarargs
  public static List<CallEvent> all(List<CallEvent>... requests) {
    List<CallEvent> all = new ArrayList<>();
    for (List<CallEvent> request : requests) {
      all.addAll(request);
    }
    return all;
  }

  /** The same, from that time on, and of another call. */
  public static List<CallEvent> told(List<CallEvent> events, String callId, Instant from) {
    Duration later = Duration.between(NOON, from);
    return events.stream()
        .map(event ->
            event.toBuilder()
                .id(callId + " " + event.id())
                .callId(new CallId(callId))
                .occurredAt(event.occurredAt().plus(later))
                .receivedAt(event.receivedAt().plus(later))
                .build())
        .toList();
  }

  /** One {@code CRMData}; fields are pairs of name and value. */
  public static List<CallEvent> mts(int second, int eventType, String... fields) {
    Map<String, Object> data = new TreeMap<>();
    data.put("CallID", 17);
    data.put("EventTime", DAY + time(second) + "+00:00");
    data.put("AN", CLIENT);
    data.put("UN", LINE);
    data.put("EventType", eventType);
    data.put("ServiceType", 1);
    for (int i = 0; i < fields.length; i += 2) {
      data.put(fields[i], fields[i + 1]);
    }
    return read(
        "mts",
        new PbxRequest(
            "POST",
            "CallEvent",
            "",
            List.of(new Header("Content-Type", "application/json; charset=UTF-8")),
            Body.of(Json.write(data)),
            received(second)));
  }

  /** One webhook of generation A. */
  public static List<CallEvent> sipSim(int second, String event, String... parameters) {
    return read(
        "sipsim",
        get(second, query(parameters, "event", event, "time", DAY + time(second) + ".000Z")));
  }

  /** One request of a CoMagic scenario. */
  public static List<CallEvent> comagic(int second, String... parameters) {
    return read("comagic", get(second, query(parameters)));
  }

  /** One request of an IVR. */
  public static List<CallEvent> callInteractive(int second, String... parameters) {
    return read("callinteractive", get(second, query(parameters)));
  }

  private static PbxRequest get(int second, String query) {
    return new PbxRequest("GET", "", query, List.of(), Body.EMPTY, received(second));
  }

  private static String query(String[] parameters, String... more) {
    StringBuilder query = new StringBuilder();
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of(parameters));
    for (int i = 0; i < all.size(); i += 2) {
      query.append(query.isEmpty() ? "" : "&");
      query.append(all.get(i)).append('=').append(all.get(i + 1).replace("+", "%2B"));
    }
    return query.toString();
  }

  private static List<CallEvent> read(String platform, PbxRequest request) {
    IntegrationId integration = new IntegrationId("acme-" + platform);
    Reading reading =
        Dialects.find(new Platform(platform))
            .orElseThrow()
            .dialect(DialectSettings.defaults(integration))
            .read(request);
    return switch (reading) {
      case Reading.Report(List<CallEvent> events) -> events;
      case Reading.Question(List<CallEvent> events, var _) -> events;
      case Reading.Poll _, Reading.Probe _ -> throw new AssertionError("says nothing: " + reading);
    };
  }

  private static Instant received(int second) {
    return Instant.parse(DAY + time(second) + ".200Z");
  }

  private static LocalTime seconds(int second) {
    return LocalTime.of(12, 0).plusSeconds(second);
  }

  private static String time(int second) {
    return seconds(second).format(DateTimeFormatter.ISO_LOCAL_TIME);
  }
}
