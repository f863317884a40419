package dev.ringbus.control.instruct;

/** The hub cannot say yet what is possible: try again in a moment. */
public final class HubUnready extends RuntimeException {

  HubUnready(String message) {
    super(message);
  }
}
