package dev.ringbus.crmsync.originate;

/** A call cannot be begun; the message is the reason, for the CRM and for people. */
final class CannotOriginate extends RuntimeException {

  CannotOriginate(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
