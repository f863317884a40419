package dev.ringbus.routing.ask;

import dev.ringbus.dialect.Body;
import java.io.ByteArrayOutputStream;

/** Collects an answer's bytes up to a limit. */
final class BoundedBody {

  /** As much as a PBX may send us. */
  static final int LIMIT = 64 * 1024;

  /** There are more bytes than are read. */
  static final class TooLarge extends RuntimeException {

    TooLarge() {
      super("expected at most " + LIMIT + " bytes", null, false, false);
    }
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  BoundedBody add(byte[] part) {
    if (part.length > LIMIT - bytes.size()) {
      throw new TooLarge();
    }
    bytes.writeBytes(part);
    return this;
  }

  Body body() {
    return Body.of(bytes.toByteArray());
  }
}
