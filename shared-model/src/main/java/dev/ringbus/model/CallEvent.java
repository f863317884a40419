package dev.ringbus.model;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a call, the same for every PBX: the value of a record on {@code
 * ringbus.call-events}.
 *
 * @param id derived from the dialect's deduplication key: a redelivered event has the same id
 * @param occurredAt the vendor's time, with the vendor's offset; our receive time where it gives
 *     none
 * @param receivedAt when ingress read the request
 * @param caller absent when anonymous
 * @param clientPhone the outside party
 * @param linePhone our own number
 * @param agent number or extension of the employee's leg
 * @param passedOnBy the employee who passes the call on to {@code agent}; absent where the PBX does
 *     not say so
 * @param digits DTMF, leading zeros, {@code *} and {@code #} kept
 * @param node which node of the PBX scenario asked
 * @param inferred why the hub concluded this event; absent when the PBX said it
 * @param raw every vendor field, name and value as they came, secrets excepted; values are what
 *     JSON has: {@code String}, {@code Long}, {@code BigDecimal} (or {@code BigInteger}), {@code
 *     Boolean}, {@code null}, and {@code List} and {@code Map} of these
 */
public record CallEvent(
    String id,
    CallEventType type,
    IntegrationId integration,
    Platform platform,
    CallId callId,
    @Nullable Direction direction,
    OffsetDateTime occurredAt,
    OffsetDateTime receivedAt,
    @Nullable PhoneNumber caller,
    @Nullable PhoneNumber called,
    @Nullable PhoneNumber clientPhone,
    @Nullable PhoneNumber linePhone,
    @Nullable PhoneNumber agent,
    @Nullable PhoneNumber passedOnBy,
    @Nullable String digits,
    @Nullable CallOutcome outcome,
    @Nullable EndedBy endedBy,
    @Nullable Duration duration,
    @Nullable String recordingUrl,
    @Nullable String node,
    @Nullable String inferred,
    Map<String, @Nullable Object> raw) {

  public CallEvent {
    raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
  }

  /** The call that this event belongs to: its Kafka key. */
  public CallKey key() {
    return new CallKey(integration, callId);
  }

  /** A builder that starts from this event. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** A builder with nothing set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Collects an event's fields; {@link #build} needs {@code id}, {@code type}, {@code integration},
   * {@code platform}, {@code callId}, {@code occurredAt} and {@code receivedAt}.
   */
  public static final class Builder {
    private @Nullable String id;
    private @Nullable CallEventType type;
    private @Nullable IntegrationId integration;
    private @Nullable Platform platform;
    private @Nullable CallId callId;
    private @Nullable Direction direction;
    private @Nullable OffsetDateTime occurredAt;
    private @Nullable OffsetDateTime receivedAt;
    private @Nullable PhoneNumber caller;
    private @Nullable PhoneNumber called;
    private @Nullable PhoneNumber clientPhone;
    private @Nullable PhoneNumber linePhone;
    private @Nullable PhoneNumber agent;
    private @Nullable PhoneNumber passedOnBy;
    private @Nullable String digits;
    private @Nullable CallOutcome outcome;
    private @Nullable EndedBy endedBy;
    private @Nullable Duration duration;
    private @Nullable String recordingUrl;
    private @Nullable String node;
    private @Nullable String inferred;
    private Map<String, @Nullable Object> raw = Map.of();

    private Builder() {}

    private Builder(CallEvent from) {
      id = from.id;
      type = from.type;
      integration = from.integration;
      platform = from.platform;
      callId = from.callId;
      direction = from.direction;
      occurredAt = from.occurredAt;
      receivedAt = from.receivedAt;
      caller = from.caller;
      called = from.called;
      clientPhone = from.clientPhone;
      linePhone = from.linePhone;
      agent = from.agent;
      passedOnBy = from.passedOnBy;
      digits = from.digits;
      outcome = from.outcome;
      endedBy = from.endedBy;
      duration = from.duration;
      recordingUrl = from.recordingUrl;
      node = from.node;
      inferred = from.inferred;
      raw = from.raw;
    }

    public Builder id(String value) {
      id = value;
      return this;
    }

    public Builder type(CallEventType value) {
      type = value;
      return this;
    }

    public Builder integration(IntegrationId value) {
      integration = value;
      return this;
    }

    public Builder platform(Platform value) {
      platform = value;
      return this;
    }

    public Builder callId(CallId value) {
      callId = value;
      return this;
    }

    public Builder direction(@Nullable Direction value) {
      direction = value;
      return this;
    }

    public Builder occurredAt(OffsetDateTime value) {
      occurredAt = value;
      return this;
    }

    public Builder receivedAt(OffsetDateTime value) {
      receivedAt = value;
      return this;
    }

    public Builder caller(@Nullable PhoneNumber value) {
      caller = value;
      return this;
    }

    public Builder called(@Nullable PhoneNumber value) {
      called = value;
      return this;
    }

    public Builder clientPhone(@Nullable PhoneNumber value) {
      clientPhone = value;
      return this;
    }

    public Builder linePhone(@Nullable PhoneNumber value) {
      linePhone = value;
      return this;
    }

    public Builder agent(@Nullable PhoneNumber value) {
      agent = value;
      return this;
    }

    public Builder passedOnBy(@Nullable PhoneNumber value) {
      passedOnBy = value;
      return this;
    }

    public Builder digits(@Nullable String value) {
      digits = value;
      return this;
    }

    public Builder outcome(@Nullable CallOutcome value) {
      outcome = value;
      return this;
    }

    public Builder endedBy(@Nullable EndedBy value) {
      endedBy = value;
      return this;
    }

    public Builder duration(@Nullable Duration value) {
      duration = value;
      return this;
    }

    public Builder recordingUrl(@Nullable String value) {
      recordingUrl = value;
      return this;
    }

    public Builder node(@Nullable String value) {
      node = value;
      return this;
    }

    public Builder inferred(@Nullable String value) {
      inferred = value;
      return this;
    }

    public Builder raw(Map<String, @Nullable Object> value) {
      raw = value;
      return this;
    }

    /**
     * The event.
     *
     * @throws IllegalStateException naming the first required field that is not set
     */
    public CallEvent build() {
      return new CallEvent(
          required(id, "id"),
          required(type, "type"),
          required(integration, "integration"),
          required(platform, "platform"),
          required(callId, "callId"),
          direction,
          required(occurredAt, "occurredAt"),
          required(receivedAt, "receivedAt"),
          caller,
          called,
          clientPhone,
          linePhone,
          agent,
          passedOnBy,
          digits,
          outcome,
          endedBy,
          duration,
          recordingUrl,
          node,
          inferred,
          raw);
    }

    private static <T> T required(@Nullable T value, String name) {
      if (value == null) {
        throw new IllegalStateException("a call event needs " + name);
      }
      return value;
    }
  }
}
