package dev.ringbus.simulator.web;

/** What answers requests. Always called on the server's one thread. */
@FunctionalInterface
public interface WebHandler {

  /** Who reads the body of this request. */
  BodyReader begin(WebRequest request);
}
