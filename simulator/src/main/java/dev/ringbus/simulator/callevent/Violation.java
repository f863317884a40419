package dev.ringbus.simulator.callevent;

import java.time.Instant;

/**
 * Something that the platform would not have done.
 *
 * @param callId 0 if it is about no call
 * @param message what was expected and what came
 */
public record Violation(Rule rule, long callId, String message, Instant at) {

  @Override
  public String toString() {
    return rule + (callId == 0 ? "" : " [" + callId + "]") + ": " + message;
  }
}
