package dev.ringbus.model;

/** A secret in the clear, which does not print itself. */
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
