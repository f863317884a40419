package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A PBX may send a request while the connection is still busy with the one before. The server keeps
 * it until then, and must go on reading after it, even if it is answered at once: a poll, a repeat,
 * a refusal.
 */
@ResourceLock(TestHub.SHARED)
class KeptConnectionTest {

  private static final int PATIENCE_MS = 30_000;

  /** Is answered when Kafka has it. */
  private static final String QUESTION =
      get("/callinteractive/ivr?key=test-key-of-ivr-0002&CallAPIID=kept-connection", "");

  private static final String POLL =
      get(
          "/mts/mts/CallEvent/9007199254740001",
          "Authorization: Basic "
              + Base64.getEncoder()
                  .encodeToString("mts:test-key-of-mts-0004".getBytes(StandardCharsets.UTF_8))
              + "\r\n");

  private static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\nHost: hub\r\n" + headers + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /comagic/uis?key=wrong HTTP/1.1\r\nHost: hub\r\n\r\n",
        "POST /comagic/uis?key=wrong HTTP/1.1\r\nHost: hub\r\nContent-Length: 9\r\n\r\ncdr_id=12",
        "DELETE /comagic/uis?key=test-key-of-uis-0001 HTTP/1.1\r\nHost: hub\r\n\r\n",
        "GET /nowhere HTTP/1.1\r\nHost: hub\r\n\r\n"
      })
  void isReadAfterARefusal(String refused) throws IOException {
    assertIsReadAfter(refused);
  }

  @Test
  void isReadAfterAPoll() throws IOException {
    assertIsReadAfter(POLL);
  }

  private static void assertIsReadAfter(String answeredAtOnce) throws IOException {
    int port = TestHub.shared().url("/").getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      InputStream in = new BufferedInputStream(socket.getInputStream());

      send(socket, QUESTION + answeredAtOnce);
      assertThat(status(in)).isEqualTo(200);
      int second = status(in);
      send(socket, answeredAtOnce);

      assertThat(status(in)).isEqualTo(second);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The status of the next response, which is read whole. */
  private static int status(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
