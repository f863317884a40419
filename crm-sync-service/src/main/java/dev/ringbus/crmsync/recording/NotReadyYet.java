package dev.ringbus.crmsync.recording;

import java.time.Duration;

/**
 * A recording that may be there later. The message is the reason, as in {@link RefusedRecording}.
 */
final class NotReadyYet extends RuntimeException {

  private final Duration retryAfter;

  NotReadyYet(String reason) {
    this(reason, Duration.ZERO);
  }

  /**
   * @param retryAfter what the host asked for; zero if it did not
   */
  NotReadyYet(String reason, Duration retryAfter) {
    super(reason, null, false, false);
    this.retryAfter = retryAfter;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
