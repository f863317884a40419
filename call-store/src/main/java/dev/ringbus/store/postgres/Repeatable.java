package dev.ringbus.store.postgres;

/** What was found has gone under our hands; the transaction is to be tried again from the start. */
final class Repeatable extends RuntimeException {

  Repeatable(String message) {
    super(message, null, false, false);
  }
}
