package dev.ringbus.simulator.kontur;

import dev.ringbus.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** An integration that writes what a test says, byte for byte. */
final class Told {

  static final String API_KEY = "test-api-key-0001";
  static final String CALL = "acme-sim:1557491089.930439";
  static final String LEG = CALL + "/306";
  static final String USER = "7d0f0a5e-8d1c-4e52-9a41-0f5b3f1c2a10";

  private static final String PART =
      """
      --b0undary
      Content-Disposition: form-data; name="file"; filename="a.mp3"
      Content-Type: audio/mpeg

      """;

  /** One client for all tests: its threads end with the JVM. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final KonturCrm crm;
  private String key = "";

  Told(KonturCrm crm) {
    this.crm = crm;
  }

  /** A request that is being made up. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(crm.url() + path));
    return key.isEmpty() ? request : request.header("X-XCOM-AccessKey", key);
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
    return CLIENT.send(request(path).build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> authorize() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            request("/api/v1/authorization/authorize-private-integration")
                .header("X-XCOM-Integration-ApiKey", API_KEY)
                .POST(BodyPublishers.noBody())
                .build());
    if (answer.statusCode() == 200) {
      key = json(answer).path("accessKey").asString();
    }
    return answer;
  }

  void useKey(String value) {
    key = value;
  }

  /** POST of JSON to a method of telephony. */
  HttpResponse<String> tell(String method, String json) throws IOException, InterruptedException {
    return send(
        request("/api/v1/demo/communications/callbacks/telephony/" + method)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  HttpResponse<String> start() throws IOException, InterruptedException {
    return tell("call-started", started(CALL, ""));
  }

  static String started(String externalId, String more) {
    return """
    {"timestamp": "2022-03-22T10:38:35.6152798+00:00", "externalId": "%s",
     "externalVatsPhone": "+74950000001", "clientPhone": "+79000000001",
     "direction": "inbound"%s}\
    """
        .formatted(externalId, more);
  }

  HttpResponse<String> leg(String type, int second) throws IOException, InterruptedException {
    return tell("call-event", event(CALL, LEG, type, second));
  }

  static String event(String externalId, String leg, String type, int second) {
    return """
    {"externalId": "%s", "externalCallItemId": "%s", "realtimeCallItemId": "%s",
     "timestamp": "2022-03-22T10:38:%02d.1+00:00", "type": "%s",
     "from": {"type": "client"}, "to": {"type": "user", "userId": "%s"}}\
    """
        .formatted(externalId, leg, leg, second, type, USER);
  }

  HttpResponse<String> finish() throws IOException, InterruptedException {
    return tell("call-finished", finished(CALL, 59));
  }

  static String finished(String externalId, int second) {
    return """
    {"timestamp": "2022-03-22T10:38:%02d+00:00", "externalId": "%s",
     "externalVatsPhone": "+74950000001", "clientPhone": "+79000000001",
     "direction": "inbound"}\
    """
        .formatted(second, externalId);
  }

  HttpResponse<String> register(String recordings) throws IOException, InterruptedException {
    return tell("register-call", registration(CALL, recordings));
  }

  static String registration(String externalId, String recordings) {
    return """
    {"externalVatsPhone": "+74950000001", "clientPhone": "+79000000001",
     "items": [{"id": "%s/306", "from": {"type": "client"},
                "to": {"type": "user", "userId": "%s"}, "recordings": [%s],
                "startedAt": "2022-03-22T10:38:40+00:00",
                "finishedAt": "2022-03-22T10:38:59+00:00"}],
     "externalCreatedAt": "2022-03-22T10:38:35+00:00", "externalId": "%s",
     "direction": "inbound"}\
    """
        .formatted(externalId, USER, recordings, externalId);
  }

  /** An uploaded file as a registration names it. */
  static String recording(JsonNode uploaded) {
    return """
    {"fileId": "%s", "fileName": "%s", "contentType": "%s", "contentLength": "%d"}\
    """
        .formatted(
            uploaded.path("fileId").asString(),
            uploaded.path("fileName").asString(),
            uploaded.path("contentType").asString(),
            uploaded.path("contentLength").asLong());
  }

  HttpResponse<String> upload(byte[] content) throws IOException, InterruptedException {
    return upload(
        "multipart/form-data; boundary=b0undary",
        BodyPublishers.concat(
            BodyPublishers.ofString(PART.replace("\n", "\r\n")),
            BodyPublishers.ofByteArray(content),
            BodyPublishers.ofString("\r\n--b0undary--\r\n")));
  }

  HttpResponse<String> upload(String contentType, BodyPublisher body)
      throws IOException, InterruptedException {
    return send(
        request("/api/v1/demo/files").header("Content-Type", contentType).POST(body).build());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  static JsonNode json(HttpResponse<String> response) {
    return Json.mapper().readTree(response.body().getBytes(StandardCharsets.UTF_8));
  }
}
