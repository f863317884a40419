package dev.ringbus.model;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What became of an instruction for a live call: the value of a record on {@code
 * ringbus.instruction-outcomes}.
 *
 * @param instruction the id of the {@link WaitingInstruction}
 * @param reason why it was rejected
 */
public record InstructionOutcome(
    String id,
    String instruction,
    IntegrationId integration,
    CallId callId,
    Outcome outcome,
    @Nullable String reason,
    OffsetDateTime at) {

  /** The call's Kafka key. */
  public CallKey key() {
    return new CallKey(integration, callId);
  }

  /** The steps that an instruction goes through. */
  public enum Outcome implements WireName {
    /** It is in the mailbox of its call. */
    ACCEPTED("accepted"),
    /** Written into the answer to a poll. */
    OFFERED("offered"),
    /** A later event of the call proves it. */
    DELIVERED("delivered"),
    EXPIRED("expired"),
    WITHDRAWN("withdrawn"),
    REJECTED("rejected");

    private final String wireName;

    Outcome(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }
}
