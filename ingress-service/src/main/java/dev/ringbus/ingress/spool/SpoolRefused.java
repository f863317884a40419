package dev.ringbus.ingress.spool;

import org.jspecify.annotations.Nullable;

/** The spool did not take events: it is full, closed, or its disk does not work. */
public final class SpoolRefused extends RuntimeException {

  SpoolRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
