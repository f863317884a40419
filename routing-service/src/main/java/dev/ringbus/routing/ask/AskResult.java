package dev.ringbus.routing.ask;

import dev.ringbus.model.Decision;
import dev.ringbus.model.WireName;

/** What came of asking a CRM. */
public sealed interface AskResult {

  /** It answered with at least one instruction. */
  record Instructed(Decision decision) implements AskResult {}

  /**
   * It answered, and asks for nothing.
   *
   * @param detail the rest of a sentence that begins with the rule's name
   */
  record Nothing(String detail) implements AskResult {}

  /**
   * There is no answer of the kind that was expected.
   *
   * @param detail the rest of a sentence that begins with the rule's name; never the payload
   */
  record Failed(Failure failure, String detail) implements AskResult {}

  /** Ways to fail, as {@code result} of the metric {@code ringbus.asks}. */
  enum Failure implements WireName {
    /** No answer within its time. */
    TIMEOUT("timeout"),
    /** The connection could not be made, or broke. */
    UNREACHABLE("unreachable"),
    /** A status of 5xx, or 429. */
    UNAVAILABLE("unavailable"),
    /** Any other status that is no success; redirects are not followed. */
    REFUSED("refused"),
    /** A success that is not an answer of its dialect. */
    MALFORMED("malformed"),
    /** An answer over the limit. */
    TOO_LARGE("too-large"),
    /** Too many questions wait for this CRM: not asked. */
    BUSY("busy"),
    /** It failed too often just now: not asked. */
    RESTING("resting"),
    /** Its dialect has no way to tell of this event: not asked. */
    UNSAYABLE("unsayable"),
    /** The password is not where the configuration says: not asked. */
    NO_PASSWORD("no-password"),
    /** There is no such CRM, or none that can be asked: not asked. */
    UNKNOWN_CRM("unknown-crm"),
    /** It has not passed the tests that come before all questions: not asked. */
    NOT_ACTIVATED("not-activated"),
    /** The call has no number of a client: not asked. */
    NO_CLIENT("no-client"),
    /** A fault of ours. */
    INTERNAL("internal");

    private final String wireName;

    Failure(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** The result's name in metrics. */
  default String wireName() {
    return switch (this) {
      case Instructed _ -> "instructed";
      case Nothing _ -> "nothing";
      case Failed(Failure failure, String _) -> failure.wireName();
    };
  }
}
