package dev.ringbus.bus;

import org.jspecify.annotations.Nullable;

/** The broker did not take, or did not give, what was asked of it in time. */
public final class BrokerUnavailable extends RuntimeException {

  public BrokerUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
