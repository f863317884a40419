package dev.ringbus.crm.callevent.http;

import dev.ringbus.dialect.Body;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** An answer's first bytes. What is beyond the limit makes it no {@code ReturnCRMData}. */
final class BoundedBody {

  /** A {@code ReturnCRMData} has less than a hundred bytes. */
  static final int LIMIT = 64 * 1024;

  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private boolean isOverfull;

  BoundedBody add(ByteBuf part) {
    int room = LIMIT - bytes.length;
    isOverfull = part.readableBytes() > room;
    int taken = Math.min(part.readableBytes(), room);
    byte[] both = Arrays.copyOf(bytes, bytes.length + taken);
    part.readBytes(both, bytes.length, taken);
    bytes = both;
    return this;
  }

  boolean isOverfull() {
    return isOverfull;
  }

  Body body() {
    return Body.of(bytes);
  }
}
