package dev.ringbus.model;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to tell a CRM something, and what came of it: the value of a record on {@code
 * ringbus.crm-deliveries}.
 *
 * @param id of the attempt
 * @param delivery of what is delivered, the same for all its attempts
 * @param operation the CRM's own name of it, for example {@code register-call}
 * @param attempt counted from 1; 0 if it was decided without one
 * @param reason why, unless it was sent
 * @param took from the request to its answer
 */
public record CrmDelivery(
    String id,
    String delivery,
    String crm,
    IntegrationId integration,
    CallId callId,
    String operation,
    int attempt,
    Outcome outcome,
    @Nullable String reason,
    @Nullable String communicationId,
    OffsetDateTime at,
    @Nullable Duration took) {

  /** The call's Kafka key. */
  public CallKey key() {
    return new CallKey(integration, callId);
  }

  /** What came of an attempt. */
  public enum Outcome implements WireName {
    /** The CRM has it. */
    SENT("sent"),
    /** Not now: it will be tried again. */
    POSTPONED("postponed"),
    /** The answer was lost: whether the CRM has it is found out before it is sent again. */
    UNKNOWN("unknown"),
    /** The CRM will never take it as it is: it waits for a person. */
    PARKED("parked"),
    /** A live notice that came too late to be of use. */
    DROPPED("dropped");

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
