package dev.ringbus.crmsync.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A PBX's server of recordings on a port of its own, byte for byte as a test wants it. */
final class RecordingHost implements AutoCloseable {

  /** A short recording, as far as anybody looks at it. */
  static final byte[] MP3 = mp3(4_000);

  /** What is sent to whoever asks for a path. */
  interface Page {
    void send(OutputStream out) throws IOException;
  }

  private final ServerSocket socket;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  RecordingHost() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  static byte[] mp3(int length) {
    byte[] bytes = new byte[length];
    byte[] begin = "ID3".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(begin, 0, bytes, 0, begin.length);
    return bytes;
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  String url(String path) {
    return "http://" + address() + path;
  }

  RecordingHost page(String path, Page page) {
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
    return List.copyOf(requests);
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      String request = read(new BufferedInputStream(connection.getInputStream()));
      requests.add(request);
      String path = request.split("[ ?]", 3)[1];
      Page page = pages.getOrDefault(path, out -> head(out, "404 Not Found", "Content-Length: 0"));
      page.send(connection.getOutputStream());
      connection.getOutputStream().flush();
    } catch (IOException _) {
      // The other side went away, or the test is over.
    } finally {
      open.remove(connection);
    }
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
