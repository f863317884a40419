package dev.ringbus.simulator;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the platform told, in short. */
final class MtsTold {

  static final String POLL = "poll";

  private MtsTold() {}

  /** Events and polls in the order they came, without the tests. */
  static List<String> course(Simulated simulated) {
    return simulated.requests().stream()
        .map(MtsTold::event)
        .filter(event -> !event.isEmpty())
        .toList();
  }

  static List<String> events(Simulated simulated) {
    return course(simulated).stream().filter(event -> !event.equals(POLL)).toList();
  }

  /** The number of the event, {@code poll}, or nothing for a test. */
  static String event(PbxRequest request) {
    if (request.method().equals("GET")) {
      return request.path().contains("/") ? POLL : "";
    }
    return request.path().equals("CallEvent") ? json(request).path("EventType").asString() : "";
  }

  static int service(PbxRequest request) {
    return request.path().equals("CallEvent") && request.method().equals("POST")
        ? json(request).path("ServiceType").intValue()
        : 0;
  }

  static JsonNode body(Simulated simulated, String event) {
    return simulated.requests().stream()
        .filter(request -> event(request).equals(event))
        .map(MtsTold::json)
        .findFirst()
        .orElseThrow();
  }

  static JsonNode json(PbxRequest request) {
    return Json.mapper().readTree(request.body().bytes());
  }
}
