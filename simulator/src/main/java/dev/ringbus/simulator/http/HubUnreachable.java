package dev.ringbus.simulator.http;

/** Nothing takes connections at the hub's address; the message says where and why. */
public final class HubUnreachable extends Exception {

  HubUnreachable(String message) {
    super(message);
  }
}
