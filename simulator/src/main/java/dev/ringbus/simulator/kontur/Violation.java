package dev.ringbus.simulator.kontur;

import java.time.Instant;

/**
 * Something that the contract does not allow.
 *
 * @param call its external id as it was sent, or what else tells which call; empty if it is about
 *     none
 * @param message what was expected and what came
 */
public record Violation(Rule rule, String call, String message, Instant at) {

  @Override
  public String toString() {
    return rule + (call.isEmpty() ? "" : " [" + call + "]") + ": " + message;
  }
}
