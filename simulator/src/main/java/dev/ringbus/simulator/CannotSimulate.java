package dev.ringbus.simulator;

/** A simulation that cannot begin; the message says what was expected and what there is. */
public final class CannotSimulate extends Exception {

  CannotSimulate(String message) {
    super(message);
  }
}
