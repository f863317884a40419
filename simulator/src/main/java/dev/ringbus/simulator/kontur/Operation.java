package dev.ringbus.simulator.kontur;

/** The methods of the API, by the last word of their paths. */
public enum Operation {
  AUTHORIZE("authorize"),
  CALL_STARTED("call-started"),
  CALL_EVENT("call-event"),
  CALL_FINISHED("call-finished"),
  CALL_FAILED("call-failed"),
  REGISTER_CALL("register-call"),
  CALL_RECORDING("call-recording"),
  CALL_REDIRECT("call-redirect"),
  UPLOAD("upload"),
  /** {@code GET} and {@code HEAD} of a file, and of its {@code meta}. */
  FILE("file");

  private final String word;

  Operation(String word) {
    this.word = word;
  }

  /** The name for people, and on the command line. */
  public String word() {
    return word;
  }
}
