package dev.ringbus.routing.ask;

/** What came back is no HTTP response. */
final class NotHttp extends RuntimeException {

  NotHttp(Throwable cause) {
    super("expected an HTTP response", cause, false, false);
  }
}
