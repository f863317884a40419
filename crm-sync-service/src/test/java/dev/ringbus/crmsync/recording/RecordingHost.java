package dev.ringbus.crmsync.recording;

import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.crm.testkit.ScriptedServer.Request;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A PBX's server of recordings on a port of its own, byte for byte as a test wants it. */
final class RecordingHost implements AutoCloseable {

  /** A short recording, as far as anybody looks at it. */
  static final byte[] MP3 = mp3(4_000);

  private static final Step.Page NOT_FOUND = out -> head(out, "404 Not Found", "Content-Length: 0");

  private final ScriptedServer server = new ScriptedServer();
  private final Map<String, Step.Page> pages = new ConcurrentHashMap<>();

  RecordingHost() {
    server.does(request -> new Step.Write(pages.getOrDefault(path(request), NOT_FOUND)));
  }

  private static String path(Request request) {
    return request.target().split("\\?", 2)[0];
  }

  static byte[] mp3(int length) {
    byte[] bytes = new byte[length];
    byte[] begin = "ID3".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(begin, 0, bytes, 0, begin.length);
    return bytes;
  }

  String address() {
    return server.url().getAuthority();
  }

  String url(String path) {
    return server.url() + path;
  }

  /** What is sent to whoever asks for a path. */
  RecordingHost page(String path, Step.Page page) {
    pages.put(path, page);
    return this;
  }

  /** Header lines without their ends. */
  RecordingHost page(String path, String status, byte[] body, String... headers) {
    return page(
        path,
        out -> {
          head(out, status, headers);
          out.write(body);
        });
  }

  RecordingHost recording(String path, byte[] body) {
    return page(path, "200 OK", body, "Content-Type: audio/mpeg", "Content-Length: " + body.length);
  }

  RecordingHost redirect(String path, String location) {
    return page(path, "302 Found", new byte[0], "Location: " + location, "Content-Length: 0");
  }

  static void head(OutputStream out, String status, String... headers) throws IOException {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    out.write(("HTTP/1.1 " + status + "\r\n" + lines + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Head lines of all requests, a request each. */
  List<String> requests() {
    return server.requests().stream().map(Request::raw).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
