package dev.ringbus.simulator.kontur;

import java.util.Optional;

/**
 * How the hub answered a system call.
 *
 * @param body as text
 * @param communicationId of the call that was asked for, with CALL
 */
public record SystemAnswer(int status, String body, Echo echo, Optional<String> communicationId) {

  /** What became of the echo header. */
  public enum Echo {
    /** It came back byte for byte. */
    RETURNED,
    /** It did not, so that the CRM takes the answer for a random server's. */
    LOST
  }

  /** Whether the CRM is content: 200 with the echo. */
  public boolean isTaken() {
    return status == 200 && echo == Echo.RETURNED;
  }
}
