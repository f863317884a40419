package dev.ringbus.store.testkit;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallState;
import dev.ringbus.model.Direction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Leg;
import dev.ringbus.model.Leg.LegChange;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.Party;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.UploadedFile;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Calls, events and deliveries to try a store with. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  public static final String CRM = "acme-kontur";
  public static final IntegrationId ACME = new IntegrationId("acme-uis");

  private Samples() {}

  public static CallKey key(String callId) {
    return new CallKey(ACME, new CallId(callId));
  }

  public static CallEvent event(String callId, String id, CallEventType type) {
    return event(key(callId), id, type, NOW);
  }

  public static CallEvent event(CallKey key, String id, CallEventType type, Instant at) {
    OffsetDateTime time = at.atOffset(ZoneOffset.ofHours(3));
    return CallEvent.builder()
        .id(id)
        .type(type)
        .integration(key.integration())
        .platform(new Platform("comagic"))
        .callId(key.callId())
        .direction(Direction.INBOUND)
        .occurredAt(time)
        .receivedAt(time)
        .clientPhone(new PhoneNumber("+79031505050"))
        .linePhone(new PhoneNumber("+74952345678"))
        .agent(new PhoneNumber("306"))
        .raw(Map.of("cdr_id", key.callId().value()))
        .build();
  }

  /** A call made of these events: over when one of them ends it. */
  public static Call call(CallHistory history) {
    List<CallEvent> events = history.events();
    CallEvent first = events.getFirst();
    boolean isOver = events.stream().anyMatch(one -> one.type() == CallEventType.CALL_ENDED);
    return new Call(
        history.key().integration(),
        first.platform(),
        history.key().callId(),
        isOver ? CallState.ENDED : CallState.RINGING,
        first.direction(),
        first.clientPhone(),
        first.linePhone(),
        null,
        null,
        first.occurredAt(),
        null,
        isOver ? events.getLast().occurredAt() : null,
        null,
        List.of(leg(history.key(), first)),
        List.of(),
        null,
        events.size());
  }

  private static Leg leg(CallKey key, CallEvent first) {
    return new Leg(
        key + "/306",
        Party.client(first.clientPhone()),
        Party.employee(new PhoneNumber("306")),
        List.of(new LegChange(LegProgress.APPEARED, first.occurredAt())),
        null,
        null);
  }

  /** That call, to be closed an hour later unless it is over, with nothing to deliver. */
  public static AssembledCall quiet(CallHistory history) {
    return assembled(history, List.of());
  }

  public static AssembledCall assembled(CallHistory history, List<PlannedDelivery> deliveries) {
    Call call = call(history);
    Instant closeAt =
        call.state() == CallState.ENDED
            ? null
            : history.events().getFirst().occurredAt().toInstant().plusSeconds(3600);
    return new AssembledCall(call, closeAt, deliveries, null);
  }

  public static PlannedDelivery notice(String name) {
    return planned(name, Lane.CALL, "call-event", NOW);
  }

  public static PlannedDelivery planned(
      String name, Lane lane, String operation, Instant notBefore) {
    return new PlannedDelivery(
        CRM, name, lane, operation, "{\"of\":\"" + name + "\"}", notBefore, null);
  }

  public static UploadedFile file(String url, String fileId) {
    return new UploadedFile(
        url, fileId, "talk.mp3", "audio/mpeg", 102_400, null, NOW.plusSeconds(60), false);
  }
}
