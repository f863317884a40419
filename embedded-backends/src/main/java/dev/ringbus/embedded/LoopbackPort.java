package dev.ringbus.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of 127.0.0.1. */
final class LoopbackPort {

  static final String HOST = "127.0.0.1";

  /** Below it are the ports that software commonly has for its own. */
  private static final int LOWEST = 12_000;

  /**
   * From it on, systems take ports for connections that go out: those of a backend that is down.
   */
  private static final int END = 32_768;

  private static final int ATTEMPTS = 100;

  private LoopbackPort() {}

  /**
   * A port that nobody listens on at this moment, and that no connection takes while whoever
   * listens on it later is down.
   */
  static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
      if (canBeListenedOn(port)) {
        return port;
      }
    }
    throw new BackendNotStarted("no free port on " + HOST + " from " + LOWEST + " to " + END, null);
  }

  private static boolean canBeListenedOn(int port) {
    try {
      listen(port);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static void listen(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
    }
  }

  /**
   * Makes sure that {@code port} can be listened on.
   *
   * @param purpose what wants it, for the message: {@code Kafka}
   * @throws BackendNotStarted if it is in use
   */
  static void requireFree(int port, String purpose) {
    try {
      listen(port);
    } catch (IOException e) {
      throw new BackendNotStarted(
          "port %d on %s, which %s needs, is in use or not allowed: %s"
              .formatted(port, HOST, purpose, e.getMessage()),
          e);
    }
  }
}
