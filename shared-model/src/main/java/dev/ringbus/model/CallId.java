package dev.ringbus.model;

/**
 * The vendor's own identifier of a call, opaque and unchanged: {@code 1557491089.930430} and {@code
 * 1557491089.93043} are two calls.
 */
public record CallId(String value) {

  public CallId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a call id is never empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
