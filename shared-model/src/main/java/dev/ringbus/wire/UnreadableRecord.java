package dev.ringbus.wire;

import org.jspecify.annotations.Nullable;

/** Bytes of one of our topics that are not what the topic holds: such a record is a dead letter. */
public final class UnreadableRecord extends RuntimeException {

  public UnreadableRecord(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
