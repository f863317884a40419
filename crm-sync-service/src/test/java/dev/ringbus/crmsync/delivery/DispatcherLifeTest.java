package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static dev.ringbus.crmsync.delivery.DeliverySamples.start;
import static dev.ringbus.crmsync.delivery.DeliverySamples.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmConnection.Settles;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crmsync.delivery.ScriptedCrm.Turn;
import dev.ringbus.model.Call;
import dev.ringbus.store.DeliveryState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A dispatcher whose workspace changes, whose store goes away, and that stops. */
class DispatcherLifeTest {

  private static final List<String> IN_ORDER =
      List.of(
          "call-started", "appeared", "connected", "finished", "call-finished", "register-call");

  private final Workbench bench = new Workbench();
  private final ScriptedCrm crm = bench.crm();
  private final Call call = call(1);

  private static Turn fails(CrmFailure failure) {
    return new Turn.Fail(failure);
  }

  @Test
  void usesTheNewGatewayForWhatComesAfterAChange() {
    crm.goes(_ -> fails(new CrmFailure.Unauthorized("wrong key")));
    Dispatcher dispatcher = bench.dispatch(CRM, crm);
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofMinutes(30));
    ScriptedCrm mended = bench.crm();
    int before = crm.requests.size();
    bench.plan(call(2), List.of(registration(CRM, bench.now())));
    dispatcher.use(new ScriptedConnection(mended, 2, Settles.YES));
    bench.pass(Duration.ofMillis(50));
    assertThat(mended.registrations(call(2))).isEqualTo(1);
    bench.pass(Duration.ofMinutes(5));
    assertThat(mended.registrations(call)).isEqualTo(1);
    assertThat(crm.requests).hasSize(before);
  }

  @Test
  void letsWhatIsUnderWayEndWhenItStops() {
    crm.answersAfter(Duration.ofSeconds(3));
    Dispatcher dispatcher = bench.dispatch(CRM, new ScriptedConnection(crm, 1, Settles.YES));
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.plan(call(2), List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofMillis(100));
    AtomicInteger stopped = new AtomicInteger();
    dispatcher.stop().subscribe(_ -> {}, _ -> {}, stopped::incrementAndGet);
    bench.pass(Duration.ofSeconds(1));
    assertThat(stopped).hasValue(0);
    bench.pass(Duration.ofSeconds(3));
    assertThat(stopped).hasValue(1);
    assertThat(bench.state(call.key(), "register-call")).isEqualTo(DeliveryState.SENT);
    assertThat(bench.state(call(2).key(), "register-call")).isEqualTo(DeliveryState.WAITING);
    assertThat(crm.requests).hasSize(1);
  }

  @Test
  void givesUpWhatDoesNotEndWhenItStopsAndLeavesItToBeSettled() {
    crm.goes(_ -> new Turn.NeverAnswer());
    Dispatcher dispatcher = bench.dispatch(CRM, crm);
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.plan(call(2), List.of(start(CRM, bench.now())));
    bench.pass(Duration.ofMillis(100));
    AtomicInteger stopped = new AtomicInteger();
    dispatcher.stop().subscribe(_ -> {}, _ -> {}, stopped::incrementAndGet);
    bench.pass(Duration.ofSeconds(11));
    assertThat(stopped).hasValue(1);
    assertThat(bench.state(call.key(), "register-call")).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(bench.state(call(2).key(), "call-started")).isEqualTo(DeliveryState.WAITING);
  }

  @Test
  void goesOnWhenTheStoreComesBack() {
    bench.dispatch(CRM, crm);
    bench.plan(call, whole(CRM, call, bench.now(), null));
    bench.pass(Duration.ofMillis(15));
    bench.store.goesAway();
    bench.pass(Duration.ofMinutes(3));
    bench.store.comesBack();
    bench.pass(Duration.ofSeconds(5));
    assertThat(crm.taken(call)).isEqualTo(IN_ORDER);
  }
}
