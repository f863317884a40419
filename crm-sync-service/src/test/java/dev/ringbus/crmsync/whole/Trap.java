package dev.ringbus.crmsync.whole;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Something on this machine that nobody is to be led to: it notices whoever connects. */
final class Trap implements AutoCloseable {

  private final ServerSocket socket;
  private final AtomicInteger visits = new AtomicInteger();

  Trap() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  int visits() {
    return visits.get();
  }

  private void accept() {
    try {
      while (true) {
        try (Socket _ = socket.accept()) {
          visits.incrementAndGet();
        }
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
