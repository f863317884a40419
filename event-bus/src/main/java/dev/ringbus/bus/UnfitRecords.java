package dev.ringbus.bus;

import java.util.List;

/**
 * Some records of a batch can be read, and can never be handled, by a fault of their sender's or of
 * ours. A handler that fails with this has them made dead letters, with the cause, and is given the
 * rest of the batch again: nothing of it counts as taken before they are stored.
 */
public final class UnfitRecords extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<?> values;

  /**
   * @param values of the batch, at least one
   */
  public UnfitRecords(List<?> values, Throwable cause) {
    super(values.size() + " records cannot be handled: " + cause, cause);
    this.values = List.copyOf(values);
  }

  /** What is to become dead letters. */
  public List<?> values() {
    return values;
  }
}
