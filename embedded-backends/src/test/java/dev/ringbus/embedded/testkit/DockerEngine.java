package dev.ringbus.embedded.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a Docker engine answers. Testcontainers finds that out as well, but takes seconds to say
 * no, and logs an error.
 */
final class DockerEngine {

  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final byte[] PING =
      "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private DockerEngine() {}

  static boolean answers(Map<String, String> environment) {
    return address(environment).map(DockerEngine::answersAt).orElse(false);
  }

  private static Optional<SocketAddress> address(Map<String, String> environment) {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (host.isEmpty()) {
      return Optional.of(SOCKET).filter(Files::exists).map(UnixDomainSocketAddress::of);
    }
    URI uri = URI.create(host);
    return switch (uri.getScheme()) {
      case "unix" -> Optional.of(UnixDomainSocketAddress.of(uri.getPath()));
      case "tcp" -> Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
      default -> Optional.empty();
    };
  }

  private static boolean answersAt(SocketAddress address) {
    var family =
        address instanceof UnixDomainSocketAddress
            ? StandardProtocolFamily.UNIX
            : StandardProtocolFamily.INET;
    try (SocketChannel channel = SocketChannel.open(family)) {
      channel.connect(address);
      channel.write(ByteBuffer.wrap(PING));
      ByteBuffer answer = ByteBuffer.allocate(64);
      while (answer.hasRemaining() && channel.read(answer) >= 0) {
        // reads on: the status line is all that counts
      }
      return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII)
          .startsWith("HTTP/1.1 200");
    } catch (IOException _) {
      return false;
    }
  }
}
