package dev.ringbus.simulator.callevent;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tells a CRM about calls as the platform does. */
final class Teller implements AutoCloseable {

  static final String USER = "old";
  static final String PASSWORD = "demo-password-0001";
  static final long CALL = 9_007_199_254_740_993L;

  private static final String EMPTY =
      """
      {"CallID":0,"EventTime":"","AN":"","UN":"4951234567","DN1":"","DN2":"","EXT1":"","EXT2":"",\
      "DTMF":"","Generic":"","Result":"","EventType":0,"ServiceType":0}\
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  Teller(URI base) {
    this.base = base;
  }

  void activate() throws Exception {
    get("CallEvent");
    post("CallEvent/0", EMPTY);
  }

  HttpResponse<String> tell(int eventType, String result) throws Exception {
    return post("CallEvent", data(eventType, result));
  }

  static String data(int eventType, String result) {
    return """
    {"CallID":%d,"EventTime":"2015-03-01T12:00:05+03:00","AN":"9161234567","UN":"4951234567",\
    "DN1":"4957654321","DN2":"","EXT1":"","EXT2":"","DTMF":"","Generic":"","Result":"%s",\
    "EventType":%d,"ServiceType":1}\
    """
        .formatted(CALL, result, eventType);
  }

  HttpResponse<String> connect() throws Exception {
    return tell(9, "1280");
  }

  HttpResponse<String> end() throws Exception {
    return tell(15, "1");
  }

  HttpResponse<String> poll() throws Exception {
    return get("CallEvent/" + CALL);
  }

  /** All that comes back; the other client asks again if nothing does. */
  String pollOnce() throws Exception {
    String head =
        "GET /CallEvent/%d HTTP/1.1\r\nHost: crm\r\nAuthorization: %s\r\nConnection: close\r\n\r\n"
            .formatted(CALL, basic(USER));
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return post(path, body, "application/json; charset=UTF-8");
  }

  HttpResponse<String> post(String path, String body, String type) throws Exception {
    return client.send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> pollAs(String user) throws Exception {
    return client.send(
        HttpRequest.newBuilder(base.resolve("/" + "CallEvent/" + CALL))
            .header("Authorization", basic(user))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve("/" + path)).header("Authorization", basic(USER));
  }

  private static String basic(String user) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    client.close();
  }
}
