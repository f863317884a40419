package dev.ringbus.simulator.http;

import java.time.Duration;
import java.util.List;

/**
 * A request as bytes of HTTP/1.1.
 *
 * @param pieces in the order in which they are sent; never written to once they are here
 * @param pause between two pieces
 * @param then what becomes of the answer
 */
public record Wire(List<byte[]> pieces, Duration pause, Then then) {

  public Wire {
    pieces = List.copyOf(pieces);
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("a request has at least one piece");
    }
  }

  /** What becomes of an answer. */
  public enum Then {
    IS_READ,
    /** The connection is closed when it comes. */
    IS_LOST
  }

  /** A request whose answer is read. */
  public Wire(List<byte[]> pieces, Duration pause) {
    this(pieces, pause, Then.IS_READ);
  }

  /** The same, whose answer is lost. */
  public Wire losing() {
    return new Wire(pieces, pause, Then.IS_LOST);
  }

  /** The whole request at once. */
  public static Wire of(byte[] request) {
    return new Wire(List.of(request), Duration.ZERO);
  }
}
