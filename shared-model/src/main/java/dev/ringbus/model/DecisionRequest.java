package dev.ringbus.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question to routing about a call: the value on {@code ringbus.decision-requests}.
 *
 * @param correlationId unique; the reply carries it
 * @param event what happened, whose {@code type} is what {@code call.event} is in a rule
 * @param deadline when whoever asked goes on with or without a reply; an expired question is
 *     dropped unread
 * @param moment {@code waiting} where a record does not say it
 */
public record DecisionRequest(
    String correlationId, CallEvent event, Instant deadline, DecisionMoment moment) {

  public DecisionRequest(
      String correlationId, CallEvent event, Instant deadline, @Nullable DecisionMoment moment) {
    this.correlationId = correlationId;
    this.event = event;
    this.deadline = deadline;
    this.moment = moment == null ? DecisionMoment.WAITING : moment;
  }

  /** A question of a PBX that waits for the answer. */
  public DecisionRequest(String correlationId, CallEvent event, Instant deadline) {
    this(correlationId, event, deadline, DecisionMoment.WAITING);
  }
}
