package dev.ringbus.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * The ports that the standalone hub listens on. Ingress and control take requests on every address,
 * Kafka and PostgreSQL on loopback alone. A port of 0 becomes a free one.
 */
record Ports(int ingress, int control, int kafka, int postgres) {

  /**
   * The same ports, each known to be free a moment ago; but for PostgreSQL's, where a server left
   * over by a killed process may still listen until the new one takes its place.
   *
   * @throws StartFailure naming the first port that is in use, and the option that changes it
   */
  Ports claim() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return new Ports(
        free("ingress", ingress, null),
        free("control", control, null),
        free("kafka", kafka, loopback),
        postgres);
  }

  private static int free(String name, int port, @Nullable InetAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(
          address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new StartFailure(
          "the " + name + " port " + port + " is in use: choose another with --" + name + "-port",
          e);
    } catch (IOException e) {
      throw new StartFailure(
          "the " + name + " port " + port + " cannot be used: " + Failures.reason(e), e);
    }
  }
}
