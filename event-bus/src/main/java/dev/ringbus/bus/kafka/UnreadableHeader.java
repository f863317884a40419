package dev.ringbus.bus.kafka;

/** A record without a header that it must have: it becomes a dead letter. */
final class UnreadableHeader extends RuntimeException {

  UnreadableHeader(String name, String expected, String found) {
    super("header %s: expected %s, found %s".formatted(name, expected, found));
  }
}
