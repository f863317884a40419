package dev.ringbus.simulator.web;

import dev.ringbus.dialect.Body;

/** The body of a response. */
public sealed interface Content {

  Content EMPTY = new Bytes(Body.EMPTY);

  /** What {@code Content-Length} says. */
  long length();

  /** In memory. */
  record Bytes(Body body) implements Content {
    @Override
    public long length() {
      return body.size();
    }
  }

  /**
   * Made while it is sent.
   *
   * @param length that is announced
   * @param sent how much of it is really sent before the connection is closed
   */
  record Generated(long length, long sent, Source source) implements Content {}

  /** Makes content. */
  @FunctionalInterface
  interface Source {
    /** Fills the array with what stands at this position of the content. */
    void fill(long position, byte[] piece);
  }
}
