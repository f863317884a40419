package dev.ringbus.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ports that the standalone hub listens on. Ingress and control take requests on every address,
 * Kafka and PostgreSQL on loopback alone. A port of 0 becomes a free one.
 */
record Ports(int ingress, int control, int kafka, int postgres) {

  private static final int MAX = 65_535;

  /**
   * The same ports, each known to be free a moment ago; but for PostgreSQL's, where a server left
   * over by a killed process may still listen until the new one takes its place.
   *
   * @throws StartFailure naming the first port that is none, that is meant for two, or that is in
   *     use, and the option that changes it
   */
  Ports claim() {
    checkEach();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return new Ports(
        free("ingress", ingress, null),
        free("control", control, null),
        free("kafka", kafka, loopback),
        postgres == 0 ? free("postgres", postgres, loopback) : postgres);
  }

  /** Two services on one port would each start, and one of them fail much later. */
  private void checkEach() {
    Map<Integer, String> names = new HashMap<>();
    named()
        .forEach((name, port) -> {
          if (port < 0 || port > MAX) {
            throw new StartFailure(
                "expected --%s-port from 0 to %d, got %d".formatted(name, MAX, port));
          }
          String other = port == 0 ? null : names.putIfAbsent(port, name);
          if (other != null) {
            throw new StartFailure(
                "the %s and the %s port are both %d: choose another with --%s-port"
                    .formatted(other, name, port, name));
          }
        });
  }

  private Map<String, Integer> named() {
    Map<String, Integer> named = new LinkedHashMap<>();
    named.put("ingress", ingress);
    named.put("control", control);
    named.put("kafka", kafka);
    named.put("postgres", postgres);
    return named;
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
