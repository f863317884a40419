package dev.ringbus.crm.kontur.http;

import org.jspecify.annotations.Nullable;

/** A file that is to be uploaded cannot be read to its end. */
final class UnreadableFile extends RuntimeException {

  UnreadableFile(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
