package dev.ringbus.crmsync.whole;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An incoming call of a client that one employee answers, as its PBX tells of it.
 *
 * @param recording the name of its recording in the simulated CRM's own host; absent if it has none
 * @param events in the order in which they happened, ended by the end of the call
 */
record PhoneCall(CallKey key, @Nullable String recording, List<CallEvent> events) {

  /** The employee with a user in the CRM. */
  static final PhoneNumber EMPLOYEE = new PhoneNumber("301");

  private static final PhoneNumber CLIENT = new PhoneNumber("+79161234567");
  private static final PhoneNumber LINE = new PhoneNumber("+74951234567");
  private static final Duration LASTED = Duration.ofSeconds(3);

  PhoneCall {
    events = List.copyOf(events);
  }

  /** A call that is just over. */
  static PhoneCall answered(
      IntegrationId integration, String id, PhoneNumber employee, Clock clock) {
    return new Script(new CallKey(integration, new CallId(id)), clock.instant()).answered(employee);
  }

  /** The id that the CRM knows it by. */
  String externalId() {
    return key.toString();
  }

  /** The same call with this recording, which the end of the call names. */
  PhoneCall recorded(@Nullable String name, String url) {
    List<CallEvent> told = new ArrayList<>(events);
    told.add(told.removeLast().toBuilder().recordingUrl(url).build());
    return new PhoneCall(key, name, told);
  }

  /** The same call as another PBX would tell of it. */
  PhoneCall told(UnaryOperator<CallEvent.Builder> otherwise) {
    return new PhoneCall(
        key,
        recording,
        events.stream().map(event -> otherwise.apply(event.toBuilder()).build()).toList());
  }

  /** One more event, after the end. */
  CallEvent afterwards(CallEventType type, UnaryOperator<CallEvent.Builder> with) {
    CallEvent last = events.getLast();
    return with.apply(
            last.toBuilder()
                .id(key + " " + type.wireName() + " afterwards")
                .type(type)
                .occurredAt(last.occurredAt().plusSeconds(1)))
        .build();
  }

  private record Script(CallKey key, Instant over) {

    PhoneCall answered(PhoneNumber employee) {
      CallOutcome answered = CallOutcome.ANSWERED;
      return new PhoneCall(
          key,
          null,
          List.of(
              event(CallEventType.CALL_STARTED, 5_000).build(),
              event(CallEventType.LEG_RINGING, 4_900).agent(employee).build(),
              event(CallEventType.LEG_CONNECTED, 3_100).agent(employee).outcome(answered).build(),
              event(CallEventType.LEG_ENDED, 100).agent(employee).outcome(answered).build(),
              event(CallEventType.CALL_ENDED, 0)
                  .agent(employee)
                  .outcome(answered)
                  .endedBy(EndedBy.CALLER)
                  .duration(LASTED)
                  .build()));
    }

    private CallEvent.Builder event(CallEventType type, long millisBeforeTheEnd) {
      return CallEvent.builder()
          .id(key + " " + type.wireName())
          .type(type)
          .integration(key.integration())
          .platform(new Platform("sipsim"))
          .callId(key.callId())
          .direction(Direction.INBOUND)
          .occurredAt(over.minusMillis(millisBeforeTheEnd).atOffset(ZoneOffset.UTC))
          .receivedAt(over.atOffset(ZoneOffset.UTC))
          .caller(CLIENT)
          .called(LINE)
          .clientPhone(CLIENT)
          .linePhone(LINE)
          .raw(Map.of());
    }
  }
}
