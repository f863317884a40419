package dev.ringbus.model;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call as known so far: the value of a record on {@code ringbus.calls}. It is what its events,
 * sorted by the vendor's time, amount to, so the same events in any order give the same call.
 *
 * @param clientPhone the outside party
 * @param linePhone our own number
 * @param outcome of an ended call: answered, or how it was missed; absent while it lives, and when
 *     its PBX never says (an inferred end counts neither as answered nor as missed)
 * @param duration of the conversation, as the PBX gave it, else from answer to end
 * @param legs in the order in which they appeared
 * @param inferred why the hub concluded that the call is over; absent when the PBX said it
 * @param events how many events it is made of: of two versions of a call, the one with more is
 *     newer
 */
public record Call(
    IntegrationId integration,
    Platform platform,
    CallId callId,
    CallState state,
    @Nullable Direction direction,
    @Nullable PhoneNumber clientPhone,
    @Nullable PhoneNumber linePhone,
    @Nullable CallOutcome outcome,
    @Nullable EndedBy endedBy,
    OffsetDateTime startedAt,
    @Nullable OffsetDateTime answeredAt,
    @Nullable OffsetDateTime endedAt,
    @Nullable Duration duration,
    List<Leg> legs,
    List<Recording> recordings,
    @Nullable String inferred,
    int events) {

  public Call {
    legs = List.copyOf(legs);
    recordings = List.copyOf(recordings);
  }

  /** Its Kafka key. */
  public CallKey key() {
    return new CallKey(integration, callId);
  }

  public Optional<Leg> leg(String id) {
    return legs.stream().filter(leg -> leg.id().equals(id)).findFirst();
  }
}
