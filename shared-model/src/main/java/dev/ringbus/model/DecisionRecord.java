package dev.ringbus.model;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a waiting call was answered, and why: the value on {@code ringbus.decisions}.
 *
 * @param id the correlation id of the question; a late reply has the same one
 * @param eventId the id of the call event that asked
 * @param decision what was (or, when {@code late}, would have been) answered
 * @param latency from the receipt of the PBX's request to this decision
 * @param fallback whether routing had not answered in time, so that ingress answered by itself
 * @param late whether this reply came after the PBX had been answered; it changed nothing
 * @param remarks why other sources did not decide
 */
public record DecisionRecord(
    String id,
    IntegrationId integration,
    Platform platform,
    CallId callId,
    String eventId,
    OffsetDateTime decidedAt,
    Decision decision,
    @Nullable String plan,
    @Nullable String planVersion,
    @Nullable String rule,
    DecisionSource source,
    Duration latency,
    boolean fallback,
    boolean late,
    List<String> remarks) {

  public DecisionRecord {
    remarks = List.copyOf(remarks);
  }

  /** The call that was decided about: its Kafka key. */
  public CallKey key() {
    return new CallKey(integration, callId);
  }
}
