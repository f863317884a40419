package dev.ringbus.standalone;

import org.jspecify.annotations.Nullable;

/** The hub cannot start; the message is one line for the person who started it. */
final class StartFailure extends RuntimeException {

  StartFailure(String message) {
    this(message, null);
  }

  StartFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
