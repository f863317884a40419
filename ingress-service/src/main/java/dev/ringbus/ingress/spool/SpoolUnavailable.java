package dev.ringbus.ingress.spool;

import dev.ringbus.launch.PlainFault;
import org.jspecify.annotations.Nullable;

/** The spool cannot be opened: its folder cannot be written, or another process has it. */
public final class SpoolUnavailable extends RuntimeException implements PlainFault {

  SpoolUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
