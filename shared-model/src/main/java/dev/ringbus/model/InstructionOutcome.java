package dev.ringbus.model;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What became of an instruction for a live call: the value of a record on {@code
 * ringbus.instruction-outcomes}.
 *
 * @param instruction the id of the {@link WaitingInstruction}
 * @param reason why, for people; of those that have one
 * @param asked what the instruction is; always with the poller's first word about it (accepted,
 *     rejected, expired or withdrawn), so that this topic alone tells its story
 */
public record InstructionOutcome(
    String id,
    String instruction,
    IntegrationId integration,
    CallId callId,
    Outcome outcome,
    @Nullable String reason,
    OffsetDateTime at,
    @Nullable Asked asked) {

  /** One that follows another of its instruction. */
  public InstructionOutcome(
      String id,
      String instruction,
      IntegrationId integration,
      CallId callId,
      Outcome outcome,
      @Nullable String reason,
      OffsetDateTime at) {
    this(id, instruction, integration, callId, outcome, reason, at, null);
  }

  /** The call's Kafka key. */
  public CallKey key() {
    return new CallKey(integration, callId);
  }

  /** The same, with what was asked. */
  public InstructionOutcome of(WaitingInstruction waiting) {
    Asked of =
        new Asked(
            waiting.instruction(),
            waiting.source(),
            waiting.requestedAt(),
            waiting.expiresAt(),
            waiting.offerAgainAfter());
    return new InstructionOutcome(id, instruction, integration, callId, outcome, reason, at, of);
  }

  /** What was wanted, by whom, and until when; as in {@link WaitingInstruction}. */
  public record Asked(
      Instruction instruction,
      String source,
      OffsetDateTime requestedAt,
      OffsetDateTime expiresAt,
      @Nullable Integer offerAgainAfter) {}

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
