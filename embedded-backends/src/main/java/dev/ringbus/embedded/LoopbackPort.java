package dev.ringbus.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of 127.0.0.1. */
final class LoopbackPort {

  static final String HOST = "127.0.0.1";

  private LoopbackPort() {}

  /** A port that nobody listens on at this moment. */
  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BackendNotStarted("no free port on " + HOST + ": " + e.getMessage(), e);
    }
  }

  /**
   * Makes sure that {@code port} can be listened on.
   *
   * @param purpose what wants it, for the message: {@code Kafka}
   * @throws BackendNotStarted if it is in use
   */
  static void requireFree(int port, String purpose) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
    } catch (IOException e) {
      throw new BackendNotStarted(
          "port %d on %s, which %s needs, is in use or not allowed: %s"
              .formatted(port, HOST, purpose, e.getMessage()),
          e);
    }
  }
}
