package dev.ringbus.dialect;

/** A request that is refused; the message says what was expected, never what was sent. */
public final class RejectedRequest extends RuntimeException {

  /** Why a request is refused. */
  public enum Reason {
    /** A missing or wrong key, user, signature or sender address, or no such integration. */
    UNAUTHORIZED,
    /** No such path below the integration's URL. */
    UNKNOWN_PATH,
    /** A method that this path does not have. */
    WRONG_METHOD,
    /** A body over the limit. */
    TOO_LARGE,
    /** A body that cannot be read as what it says it is. */
    UNREADABLE
  }

  private final Reason reason;

  public RejectedRequest(Reason reason, String expected) {
    super(expected, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
