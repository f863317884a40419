package dev.ringbus.control.http;

/** A request that is not as the API describes it; the message says what was expected. */
final class BadRequest extends RuntimeException {

  BadRequest(String message) {
    super(message);
  }
}
