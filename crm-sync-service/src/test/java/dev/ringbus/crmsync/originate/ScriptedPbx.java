package dev.ringbus.crmsync.originate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP side of a PBX on a port of its own, which does with a request what a test wants. */
final class ScriptedPbx implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");

  /** What becomes of a request that has come. */
  sealed interface Script {
    record Answer(int status) implements Script {}

    /** The connection stays open, until {@link #answerAll}. */
    record Silence() implements Script {}

    record Close() implements Script {}
  }

  private final ServerSocket socket;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Script script = new Script.Answer(200);

  ScriptedPbx() {
    try {
      socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  void follows(Script next) {
    script = next;
  }

  void answers(int status) {
    follows(new Script.Answer(status));
  }

  /** Answers whatever waits for an answer. */
  void answerAll(int status) {
    open.forEach(connection -> {
      try {
        answer(connection, status);
      } catch (IOException _) {
        // The other side went away.
      }
    });
  }

  /** All requests that came whole, as they came. */
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
    try {
      String request = read(new BufferedInputStream(connection.getInputStream()));
      Script now = script;
      requests.add(request);
      switch (now) {
        case Script.Answer(int status) -> answer(connection, status);
        case Script.Silence _ -> {}
        case Script.Close _ -> {
          open.remove(connection);
          connection.close();
        }
      }
    } catch (IOException _) {
      // The other side went away, or the test is over.
    }
  }

  private void answer(Socket connection, int status) throws IOException {
    open.remove(connection);
    try (connection) {
      connection
          .getOutputStream()
          .write(
              "HTTP/1.1 %d As Wanted\r\nContent-Length: 2\r\n\r\nOK"
                  .formatted(status)
                  .getBytes(StandardCharsets.US_ASCII));
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
    Matcher length = LENGTH.matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return head + new String(body, StandardCharsets.UTF_8);
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
