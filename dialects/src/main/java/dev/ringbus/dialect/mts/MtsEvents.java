package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.PhoneNumber;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code CRMData} says, as call events. */
final class MtsEvents {

  private final DialectSettings settings;

  MtsEvents(DialectSettings settings) {
    this.settings = settings;
  }

  /** One event, and at a moment when the platform takes an instruction, that it asks for one. */
  List<CallEvent> of(CrmData data, MtsCallId call, Instant receivedAt) {
    CallEvent said = event(data, call, receivedAt);
    return Moment.of(data).isQuestion() ? List.of(said, asked(data, call, said)) : List.of(said);
  }

  private CallEvent event(CrmData data, MtsCallId call, Instant receivedAt) {
    OffsetDateTime received = receivedAt.atOffset(ZoneOffset.UTC);
    CallEventType type = data.event().type(data.result());
    CallEvent.Builder builder =
        CallEvent.builder()
            .id(id(data, call, type, received))
            .type(type)
            .integration(settings.integration())
            .platform(Mts.PLATFORM)
            .callId(call.callId())
            .direction(data.service().direction())
            .occurredAt(time(data, received))
            .receivedAt(received)
            .digits(data.text(CrmData.DTMF).isEmpty() ? null : data.text(CrmData.DTMF))
            .outcome(outcome(data))
            .endedBy(endedBy(data))
            .raw(data.fields().raw());
    return addParties(data, builder).build();
  }

  private CallEvent asked(CrmData data, MtsCallId call, CallEvent said) {
    return said.toBuilder()
        .id(id(data, call, CallEventType.DECISION_ASKED, said.receivedAt()))
        .type(CallEventType.DECISION_ASKED)
        .build();
  }

  private OffsetDateTime time(CrmData data, OffsetDateTime received) {
    return EventTime.read(data.text(CrmData.EVENT_TIME), settings.timeZone()).orElse(received);
  }

  /**
   * Of an outgoing call DN1 is the client; of every other the caller is, and what was forwarded to
   * is the employee.
   */
  private static CallEvent.Builder addParties(CrmData data, CallEvent.Builder builder) {
    PhoneNumber caller = PhoneNumber.readInternational(data.text(CrmData.AN));
    PhoneNumber line = PhoneNumber.readInternational(data.text(CrmData.UN));
    builder.caller(caller).linePhone(line);
    if (data.service().direction() == Direction.OUTBOUND) {
      PhoneNumber client = PhoneNumber.readInternational(data.text(CrmData.DN1));
      return builder.called(client).clientPhone(client);
    }
    return builder
        .called(line)
        .clientPhone(data.service().direction() == Direction.INBOUND ? caller : null)
        .agent(agent(data))
        .passedOnBy(passedOnBy(data));
  }

  /** Where the call was forwarded to last: by the operator, if anybody. */
  static @Nullable PhoneNumber agent(CrmData data) {
    PhoneNumber second = agent(data, CrmData.EXT2, CrmData.DN2);
    return second == null ? agent(data, CrmData.EXT1, CrmData.DN1) : second;
  }

  /** Where the call was forwarded to first, if its operator has forwarded it since. */
  private static @Nullable PhoneNumber passedOnBy(CrmData data) {
    return agent(data, CrmData.EXT2, CrmData.DN2) == null
        ? null
        : agent(data, CrmData.EXT1, CrmData.DN1);
  }

  /** The number that the event is about, or else the other. */
  private static @Nullable PhoneNumber agent(CrmData data, String ext, String dn) {
    PhoneNumber inShort = PhoneNumber.read(data.text(ext));
    PhoneNumber inFull = PhoneNumber.readInternational(data.text(dn));
    return inFull == null || (inShort != null && data.event().isToShortNumber()) ? inShort : inFull;
  }

  private static @Nullable CallOutcome outcome(CrmData data) {
    EventType event = data.event();
    if (event.isTransferResult()) {
      return TransferResult.read(data.result());
    }
    return event == EventType.END_CALL ? EndResult.read(data.result()).outcome() : null;
  }

  private static @Nullable EndedBy endedBy(CrmData data) {
    return switch (data.event()) {
      case END_CALL -> EndResult.read(data.result()).endedBy();
      case B_DROPPED -> EndedBy.CALLEE;
      default -> null;
    };
  }

  /**
   * From everything that the platform said, since it may report two things of a kind within a
   * second; without a time of the platform, from the time of receipt as well.
   */
  private String id(CrmData data, MtsCallId call, CallEventType type, OffsetDateTime received) {
    boolean isTimed =
        EventTime.read(data.text(CrmData.EVENT_TIME), settings.timeZone()).isPresent();
    return EventIds.of(
        Mts.PLATFORM.value(),
        settings.integration().value(),
        call.toString(),
        type.wireName(),
        isTimed ? data.text(CrmData.EVENT_TIME) : received.toString(),
        data.text(CrmData.EVENT_TYPE),
        data.text(CrmData.SERVICE_TYPE),
        data.text(CrmData.AN),
        data.text(CrmData.UN),
        data.text(CrmData.DN1),
        data.text(CrmData.DN2),
        data.text(CrmData.EXT1),
        data.text(CrmData.EXT2),
        data.text(CrmData.DTMF),
        data.text(CrmData.GENERIC),
        data.text(CrmData.RESULT));
  }
}
