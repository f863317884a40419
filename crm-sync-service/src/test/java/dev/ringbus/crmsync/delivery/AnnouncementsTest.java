package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.EndsRequests;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crmsync.delivery.ScriptedCrm.Turn;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallCommand.BeginRequests;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.CallEventType;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.PlannedDelivery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the other services are told of calls that a CRM is told of event by event. */
class AnnouncementsTest {

  private final EndsRequests refused = new EndsRequests("expected status 200, not 500", null);

  private final Workbench bench = new Workbench();
  private final ScriptedCrm crm = bench.crm();

  private PlannedDelivery event(Call call, CallEventType type) {
    return new Payload.TellEvent(Samples.event(call.callId(), type), bench.now().plusSeconds(3600))
        .plan(CRM, bench.now(), null);
  }

  private void begins(Call call) {
    bench.plan(call, List.of(event(call, CallEventType.CALL_STARTED)));
  }

  @Test
  void sayThatACallMayBeAskedAboutOnceTheCrmKnowsIt() {
    crm.goes(_ -> crm.requests.size() < 3 ? new Turn.Fail(ScriptedCrm.down()) : new Turn.Take());
    bench.dispatch(CRM, crm);
    begins(call(1));
    bench.pass(Duration.ofMillis(500));
    assertThat(crm.requests).isNotEmpty();
    assertThat(bench.commands.commands()).isEmpty();

    bench.pass(Duration.ofSeconds(30));
    assertThat(bench.commands.commands())
        .singleElement()
        .isInstanceOfSatisfying(
            BeginRequests.class,
            begin -> {
              assertThat(begin.crm()).isEqualTo(CRM);
              assertThat(begin.call()).isEqualTo(call(1).key());
            });
  }

  @Test
  void sayItOnceMoreWithTheConnectionOfTheCall() {
    bench.dispatch(CRM, crm);
    Call call = call(1);
    bench.plan(
        call,
        List.of(
            event(call, CallEventType.CALL_STARTED),
            event(call, CallEventType.LEG_RINGING),
            event(call, CallEventType.LEG_CONNECTED),
            event(call, CallEventType.CALL_ENDED)));
    bench.pass(Duration.ofSeconds(5));

    assertThat(bench.commands.commands())
        .hasSize(2)
        .allMatch(command -> command instanceof BeginRequests)
        .doesNotHaveDuplicates();
    assertThat(bench.told(call.key()))
        .as("receipts, which are of what the CRM was told")
        .hasSize(4)
        .containsOnly("sent tell-event");
  }

  @Test
  void sayThatRequestsAreEndedWhenTheBrokerIsBackAlsoByAnotherProcess() {
    crm.goes(_ -> new Turn.Fail(refused));
    Dispatcher first = bench.dispatch(CRM, crm);
    bench.pass(Duration.ofSeconds(1));
    bench.broker.down();
    begins(call(1));
    bench.pass(Duration.ofMinutes(1));
    assertThat(crm.requests).hasSize(1);
    assertThat(bench.state(call(1).key(), "end-requests")).isEqualTo(DeliveryState.WAITING);

    first.stop().subscribe();
    bench.pass(Duration.ofMinutes(1));
    bench.dispatch(CRM, crm);
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.commands.commands()).isEmpty();
    bench.broker.up();
    bench.pass(Duration.ofSeconds(2));

    assertThat(bench.commands.commands())
        .singleElement()
        .isInstanceOfSatisfying(
            EndRequests.class, end -> assertThat(end.reason()).isEqualTo(refused.getMessage()));
    assertThat(bench.delivery(call(1).key(), "end-requests").orElseThrow())
        .matches(end -> end.state() == DeliveryState.DROPPED)
        .matches(end -> refused.getMessage().equals(end.reason()));
    assertThat(crm.requests).as("the CRM is not told again").hasSize(1);
  }

  @Test
  void areMadeWhileTheCrmIsLeftAlone() {
    Transient silence = new Transient("no answer", Effect.UNKNOWN, null, null);
    crm.goes(_ -> new Turn.Fail(new EndsRequests("no answer", silence)));
    bench.dispatch(CRM, crm);
    bench.broker.down();
    for (int number = 0; number < 20; number++) {
      begins(call(number));
    }
    bench.pass(Duration.ofMillis(200));
    assertThat(bench.conditions.getLast().breaker()).isEqualTo(Breaker.State.OPEN);
    int ended = crm.requests.size();
    bench.broker.up();
    bench.pass(Duration.ofSeconds(1));

    assertThat(bench.commands.commands()).hasSizeGreaterThanOrEqualTo(ended);
  }
}
