package dev.ringbus.routing.ask;

/** As many questions as may be wait for this CRM already. */
final class Busy extends RuntimeException {

  Busy() {
    super("expected fewer questions at once", null, false, false);
  }
}
