package dev.ringbus.control.http;

/** What a request names does not exist, or is not in a state for it. */
final class NotThere extends RuntimeException {

  private final int status;

  private NotThere(int status, String message) {
    super(message);
    this.status = status;
  }

  static NotThere notFound(String message) {
    return new NotThere(404, message);
  }

  static NotThere conflict(String message) {
    return new NotThere(409, message);
  }

  int status() {
    return status;
  }
}
