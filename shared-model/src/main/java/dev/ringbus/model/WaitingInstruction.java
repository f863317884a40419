package dev.ringbus.model;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a live call's PBX is told at its next poll: the value of a record on {@code
 * ringbus.instructions}, under the call key; a tombstone takes it away. It is the head of the
 * call's mailbox, and what waits behind it is with it, so that the topic has the whole mailbox.
 *
 * @param id of this instruction: outcomes refer to it
 * @param source who wants it, for example {@code crm/acme-kontur}
 * @param offerAgainAfter how many polls without proof are waited for before it is offered a second
 *     time; never if absent
 * @param offers how often it was offered before: 0, or 1 when it waits for its second offer
 * @param behind what is offered after it, in order; empty of those that are themselves behind
 */
public record WaitingInstruction(
    String id,
    IntegrationId integration,
    CallId callId,
    Instruction instruction,
    String source,
    OffsetDateTime requestedAt,
    OffsetDateTime expiresAt,
    @Nullable Integer offerAgainAfter,
    int offers,
    List<WaitingInstruction> behind) {

  // Written out: a record from before there were more than one has no such field.
  public WaitingInstruction(
      String id,
      IntegrationId integration,
      CallId callId,
      Instruction instruction,
      String source,
      OffsetDateTime requestedAt,
      OffsetDateTime expiresAt,
      @Nullable Integer offerAgainAfter,
      int offers,
      @Nullable List<WaitingInstruction> behind) {
    this.id = id;
    this.integration = integration;
    this.callId = callId;
    this.instruction = instruction;
    this.source = source;
    this.requestedAt = requestedAt;
    this.expiresAt = expiresAt;
    this.offerAgainAfter = offerAgainAfter;
    this.offers = offers;
    this.behind = behind == null ? List.of() : List.copyOf(behind);
  }

  /** One that is offered once, and with nothing behind it. */
  public WaitingInstruction(
      String id,
      IntegrationId integration,
      CallId callId,
      Instruction instruction,
      String source,
      OffsetDateTime requestedAt,
      OffsetDateTime expiresAt) {
    this(id, integration, callId, instruction, source, requestedAt, expiresAt, null, 0, List.of());
  }

  /** Its Kafka key. */
  public CallKey key() {
    return new CallKey(integration, callId);
  }

  /** The same, with that behind it. */
  public WaitingInstruction before(List<WaitingInstruction> others) {
    return new WaitingInstruction(
        id,
        integration,
        callId,
        instruction,
        source,
        requestedAt,
        expiresAt,
        offerAgainAfter,
        offers,
        others);
  }

  /** The same, offered so often before. */
  public WaitingInstruction offeredTimes(int times) {
    return new WaitingInstruction(
        id,
        integration,
        callId,
        instruction,
        source,
        requestedAt,
        expiresAt,
        offerAgainAfter,
        times,
        behind);
  }

  /** The same, until then. */
  public WaitingInstruction expiringAt(OffsetDateTime time) {
    return new WaitingInstruction(
        id,
        integration,
        callId,
        instruction,
        source,
        requestedAt,
        time,
        offerAgainAfter,
        offers,
        behind);
  }
}
