package dev.ringbus.violations.model;

/** Allowed. */
public final class Fine {

  private final byte[][] bytes = new byte[0][];

  int size() {
    return bytes.length;
  }
}
