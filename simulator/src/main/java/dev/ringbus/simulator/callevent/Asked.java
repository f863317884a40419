package dev.ringbus.simulator.callevent;

/** The requests that the platform makes. */
public enum Asked {
  /** {@code GET CallEvent}: the first activation test. */
  TEST_BY_GET("test-get"),
  /** {@code POST CallEvent/0}: the second activation test. */
  TEST_BY_POST("test-post"),
  /** {@code POST CallEvent}: what happened to a call. */
  REPORT("report"),
  /** {@code GET CallEvent/{CallID}}: whether an instruction waits. */
  POLL("poll");

  private final String word;

  Asked(String word) {
    this.word = word;
  }

  /** For people. */
  public String word() {
    return word;
  }
}
