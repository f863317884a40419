package dev.ringbus.model;

/**
 * The name of a PBX dialect, for example {@code comagic}. Open on purpose: a new dialect is a
 * folder and a registration, and nothing here changes.
 */
public record Platform(String value) {

  @Override
  public String toString() {
    return value;
  }
}
