package dev.ringbus.control.http;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.CallState;
import dev.ringbus.model.Direction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Leg;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.Party;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import dev.ringbus.store.CallDossier;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.StoreUnavailable;
import dev.ringbus.store.WorkspaceReport;
import dev.ringbus.store.WorkspaceView;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One call with one parked delivery, 4; keeps what it was asked. */
final class SomeCalls implements Inquiries {

  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-03-01T12:00:00+03:00");
  private static final CallKey CALL = new CallKey(new IntegrationId("acme-mts"), new CallId("17"));

  private @Nullable CallFilter callFilter;
  private @Nullable DeliveryFilter deliveryFilter;
  private @Nullable PageRequest page;
  private @Nullable CallKey key;
  private @Nullable Instant replayedAt;
  private boolean isBroken;

  CallFilter callFilter() {
    return callFilter;
  }

  DeliveryFilter deliveryFilter() {
    return deliveryFilter;
  }

  PageRequest page() {
    return page;
  }

  CallKey key() {
    return key;
  }

  Instant replayedAt() {
    return replayedAt;
  }

  void breakDown() {
    isBroken = true;
  }

  @Override
  public Mono<Page<Call>> calls(CallFilter filter, PageRequest asked) {
    callFilter = filter;
    page = asked;
    return isBroken
        ? Mono.error(new StoreUnavailable("no connection", null))
        : Mono.just(new Page<>(List.of(call()), "after-17"));
  }

  @Override
  public Mono<Optional<CallDossier>> call(CallKey asked) {
    key = asked;
    return Mono.just(
        asked.callId().value().equals("none")
            ? Optional.empty()
            : Optional.of(
                new CallDossier(call(), List.of(event()), List.of(view(DeliveryState.PARKED)))));
  }

  @Override
  public Mono<Page<DeliveryView>> deliveries(DeliveryFilter filter, PageRequest asked) {
    deliveryFilter = filter;
    return Mono.just(new Page<>(List.of(view(DeliveryState.PARKED)), null));
  }

  @Override
  public Mono<Optional<DeliveryView>> replay(long delivery, Instant now) {
    replayedAt = now;
    return Mono.just(delivery == 4 ? Optional.of(view(DeliveryState.WAITING)) : Optional.empty());
  }

  @Override
  public Mono<Long> replayAll(DeliveryFilter filter, Instant now) {
    return Mono.just(3L);
  }

  @Override
  public Mono<List<WorkspaceView>> workspaces(Instant now) {
    WorkspaceReport report =
        new WorkspaceReport("acme", "host-1", now, "open", 12.5, 0, null, now, "no connection");
    return Mono.just(
        List.of(
            new WorkspaceView(
                "acme",
                Duration.ofSeconds(40),
                Map.of(DeliveryState.PARKED, 1L),
                List.of(report))));
  }

  @Override
  public Mono<Void> report(WorkspaceReport report) {
    throw new UnsupportedOperationException("the control API reports nothing");
  }

  private static DeliveryView view(DeliveryState state) {
    return new DeliveryView(
        4,
        "acme",
        CALL,
        "register-call",
        "register-call",
        state,
        1,
        "direction: expected inbound",
        TIME.toInstant(),
        null,
        TIME.toInstant());
  }

  private static CallEvent event() {
    return CallEvent.builder()
        .id("e1")
        .type(CallEventType.CALL_ENDED)
        .integration(CALL.integration())
        .platform(new Platform("mts"))
        .callId(CALL.callId())
        .occurredAt(TIME)
        .receivedAt(TIME)
        .raw(Map.of("CallID", 17L, "list", List.of("a")))
        .build();
  }

  private static Call call() {
    Leg leg =
        new Leg(
            CALL + "/306",
            Party.client(new PhoneNumber("+79161234567")),
            Party.employee(new PhoneNumber("306")),
            List.of(new Leg.LegChange(LegProgress.CONNECTED, TIME)),
            CallOutcome.ANSWERED,
            null);
    return new Call(
        CALL.integration(),
        new Platform("mts"),
        CALL.callId(),
        CallState.ENDED,
        Direction.INBOUND,
        new PhoneNumber("+79161234567"),
        null,
        CallOutcome.ANSWERED,
        null,
        TIME,
        TIME,
        TIME.plusSeconds(20),
        Duration.ofSeconds(20),
        List.of(leg),
        List.of(),
        null,
        1);
  }
}
