package dev.ringbus.crm.kontur.http;

import dev.ringbus.dialect.Body;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Collects an answer up to a limit. What is longer is cut off there, and so is no JSON any more:
 * its status counts alone.
 */
final class BoundedBody {

  /** A communication with hundreds of legs fits. */
  static final int LIMIT = 1024 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  BoundedBody add(ByteBuf part) {
    try {
      part.readBytes(bytes, Math.min(part.readableBytes(), LIMIT - bytes.size()));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  boolean isFull() {
    return bytes.size() >= LIMIT;
  }

  Body body() {
    return Body.of(bytes.toByteArray());
  }
}
