package dev.ringbus.store;

import org.jspecify.annotations.Nullable;

/** The database did not take, or did not give, what was asked of it; it may later. */
public final class StoreUnavailable extends RuntimeException {

  public StoreUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
