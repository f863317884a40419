package dev.ringbus.crm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a CRM does not have what it was told. The type says what to do; the message is for people.
 */
public abstract sealed class CrmFailure extends RuntimeException {

  private final String message;

  private CrmFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  /** For people: never a secret, never what was told. */
  @Override
  public String getMessage() {
    return message;
  }

  /** Whether the CRM may have taken it nevertheless. */
  public enum Effect {
    /** Certainly not: no connection, or a refusal. */
    NONE,
    /** Perhaps: the request had left, and no answer that says so came. */
    UNKNOWN
  }

  /** It may go better later: no connection, a time-out, 5xx, 429. */
  public static final class Transient extends CrmFailure {

    private final Effect effect;
    private final @Nullable Duration retryAfter;

    /**
     * @param retryAfter what the CRM asked for; zero if it asked for less, and not how long to wait
     * @param cause a {@link java.util.concurrent.TimeoutException} if no answer came in time, to us
     *     or to a gateway: then the CRM may still be about to take it
     */
    public Transient(
        String message, Effect effect, @Nullable Duration retryAfter, @Nullable Throwable cause) {
      super(message, cause);
      this.effect = effect;
      this.retryAfter = retryAfter;
    }

    public Effect effect() {
      return effect;
    }

    /** How long the CRM asked to wait, perhaps no time at all; absent if it did not ask. */
    public @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }

  /** It will never be taken as it is. */
  public static final class Permanent extends CrmFailure {
    public Permanent(String message) {
      super(message, null);
    }
  }

  /** The CRM does not know the call yet: its predecessor has not arrived. */
  public static final class NotYetKnown extends CrmFailure {
    public NotYetKnown(String message) {
      super(message, null);
    }
  }

  /**
   * By what it answered, or since it did not answer, it is told nothing more of this call: so it is
   * with CRMs that were made for MTS.
   */
  public static final class EndsRequests extends CrmFailure {

    /**
     * @param silence what was met with instead of an answer; absent if it answered
     */
    public EndsRequests(String message, @Nullable Transient silence) {
      super(message, silence);
    }
  }

  /** Refused even with a fresh access key, or no access key is to be had. */
  public static final class Unauthorized extends CrmFailure {
    public Unauthorized(String message) {
      super(message, null);
    }
  }
}
