package dev.ringbus.simulator.web;

import io.netty.buffer.ByteBuf;

/** Reads the body of one request as it arrives. */
public interface BodyReader {

  /** The next piece, to be read before this returns. */
  void read(ByteBuf piece);

  /** The last byte has been read. */
  WebAnswer end();

  /** The connection ended before the body did. */
  default void broken() {}
}
