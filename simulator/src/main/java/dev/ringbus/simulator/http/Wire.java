package dev.ringbus.simulator.http;

import java.time.Duration;
import java.util.List;

/**
 * A request as bytes of HTTP/1.1.
 *
 * @param pieces in the order in which they are sent; never written to once they are here
 * @param pause between two pieces
 */
public record Wire(List<byte[]> pieces, Duration pause) {

  public Wire {
    pieces = List.copyOf(pieces);
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("a request has at least one piece");
    }
  }

  /** The whole request at once. */
  public static Wire of(byte[] request) {
    return new Wire(List.of(request), Duration.ZERO);
  }
}
