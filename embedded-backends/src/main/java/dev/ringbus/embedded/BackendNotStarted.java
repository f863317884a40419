package dev.ringbus.embedded;

import org.jspecify.annotations.Nullable;

/**
 * An embedded backend could not be started. The message is for the person at the terminal: one line
 * that says what is in the way.
 */
public final class BackendNotStarted extends RuntimeException {

  BackendNotStarted(String message) {
    this(message, null);
  }

  BackendNotStarted(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
