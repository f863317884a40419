package dev.ringbus.ingress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends exactly the bytes it is told, over one connection. */
public final class RawClient implements AutoCloseable {

  /** Longer than any answer takes on a machine that is busy with other tests. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Socket socket;

  public RawClient(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A response; header names in lower case, of several lines the last. */
  public record Response(int status, Map<String, String> headers, String body) {}

  /** One request over a connection of its own. */
  public static Response exchange(int port, String request) {
    try (RawClient client = new RawClient(port)) {
      return client.send(request).read();
    }
  }

  /** Sends these characters, each as one byte; lines may end in LF alone. */
  public RawClient send(String text) {
    return sendBytes(
        text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient sendBytes(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next response, by its length. */
  public Response read() {
    try {
      String[] status = line().split(" ", 3);
      Map<String, String> headers = new LinkedHashMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      byte[] body = socket.getInputStream().readNBytes(length);
      return new Response(
          Integer.parseInt(status[1]), headers, new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that the server sends until it closes the connection. */
  public String readToTheEnd() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        all.write(next);
      }
    } catch (SocketException _) {
      // Closed with our bytes still unread.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Whether the server closes the connection without another byte. */
  public boolean isClosedByServer() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException _) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends the text again and again, with a short wait for the server to say or close something in
   * between. Whether the server closed; otherwise it answered, or never got enough.
   */
  public boolean tricklesUntilCutOff(String text) {
    try {
      socket.setSoTimeout(50);
      for (int sent = 0; sent < 600; sent++) {
        try {
          send(text);
          return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
          // Nothing yet: once more.
        }
      }
      return false;
    } catch (SocketException | UncheckedIOException _) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended after: " + line);
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
