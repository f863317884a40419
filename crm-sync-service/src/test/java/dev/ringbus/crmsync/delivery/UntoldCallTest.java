package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.CallEventType;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.PlannedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that a CRM is told of event by event, whose beginning is too old to be told. */
class UntoldCallTest {

  private static final String TOO_OLD = "the call's beginning was too old to be told";
  private static final Duration STALE_AFTER = Duration.ofMinutes(1);

  private final Workbench bench = new Workbench();
  private final ScriptedCrm crm = bench.crm();

  @AfterEach
  void leavesTheWorkspaceAsItWas() {
    assertThat(bench.conditions).extracting(Condition::breaker).containsOnly(Breaker.State.CLOSED);
    assertThat(bench.conditions).extracting(Condition::lastFailure).containsOnlyNulls();
  }

  @Test
  void isNobodysToAskAboutEither() {
    bench.dispatch(CRM, crm);
    Call untold = call(1);
    bench.plan(untold, events(untold, STALE_AFTER));
    bench.pass(Duration.ofSeconds(1));

    assertThat(crm.requests).isEmpty();
    assertThat(bench.commands.commands())
        .singleElement()
        .isInstanceOfSatisfying(
            EndRequests.class,
            end -> {
              assertThat(end.crm()).isEqualTo(CRM);
              assertThat(end.call()).isEqualTo(untold.key());
              assertThat(end.reason()).isEqualTo(TOO_OLD);
            });
    assertThat(bench.deliveries(DeliveryState.DROPPED))
        .hasSize(4)
        .allSatisfy(dropped -> {
          assertThat(dropped.reason()).isEqualTo(TOO_OLD);
          assertThat(dropped.attempts()).isZero();
        })
        .extracting(DeliveryView::operation)
        .containsOnlyOnce("end-requests");
  }

  @Test
  void isOneThatTheCrmWasNotToldOfBefore() {
    bench.dispatch(CRM, crm);
    Call told = call(1);
    bench.plan(told, events(told, Duration.ZERO).subList(0, 1));
    bench.pass(Duration.ofSeconds(1));
    bench.plan(told, events(told, STALE_AFTER).subList(1, 3));
    bench.pass(Duration.ofSeconds(1));

    // The end is told however late.
    assertThat(crm.taken(told)).hasSize(2);
    assertThat(bench.commands.commands()).noneMatch(command -> command instanceof EndRequests);
    assertThat(bench.deliveries(DeliveryState.DROPPED))
        .singleElement()
        .satisfies(dropped -> assertThat(dropped.reason()).isEqualTo("too late to be of use"));
  }

  /** A beginning, a middle and an end, heard of so long ago. */
  private List<PlannedDelivery> events(Call call, Duration ago) {
    Instant staleAt = bench.now().minus(ago).plus(STALE_AFTER);
    return List.of(
        event(call, CallEventType.CALL_STARTED, staleAt, staleAt),
        event(call, CallEventType.LEG_CONNECTED, staleAt, staleAt),
        event(call, CallEventType.CALL_ENDED, staleAt, null));
  }

  private PlannedDelivery event(
      Call call, CallEventType type, Instant worthUntil, @Nullable Instant staleAt) {
    return new Payload.TellEvent(Samples.event(call.callId(), type), worthUntil)
        .plan(CRM, bench.now(), staleAt);
  }
}
