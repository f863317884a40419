package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static dev.ringbus.crmsync.delivery.DeliverySamples.start;
import static dev.ringbus.crmsync.delivery.DeliverySamples.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crmsync.delivery.ScriptedCrm.Turn;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a workspace is told, in what order, and what it is spared. */
class DispatcherTest {

  private static final List<String> IN_ORDER =
      List.of(
          "call-started", "appeared", "connected", "finished", "call-finished", "register-call");

  private final Workbench bench = new Workbench();
  private final ScriptedCrm crm = bench.crm();
  private final Call call = call(1);

  private static Turn fails(CrmFailure failure) {
    return new Turn.Fail(failure);
  }

  private static CrmFailure notYetKnown() {
    return new CrmFailure.NotYetKnown("communicationNotFound");
  }

  @Test
  void tellsAllOfACallInOrder() {
    bench.dispatch(CRM, crm);
    bench.plan(call, whole(CRM, call, bench.now(), null));
    bench.pass(Duration.ofSeconds(2));
    assertThat(crm.taken(call)).isEqualTo(IN_ORDER);
    assertThat(bench.told(call.key())).hasSize(6).allMatch(told -> told.startsWith("sent "));
  }

  @Test
  void tellsANoticeWithinMillisecondsOfBeingWoken() {
    bench.dispatch(CRM, crm);
    bench.pass(Duration.ofSeconds(3));
    bench.plan(call, List.of(start(CRM, bench.now())));
    bench.pass(Duration.ofMillis(1));
    assertThat(crm.requests).hasSize(1);
  }

  @Test
  void findsWhatAnotherInstancePutThereWithinHalfASecond() {
    bench.dispatch(CRM, crm);
    bench.pass(Duration.ofSeconds(3));
    bench.planUnheard(call, List.of(start(CRM, bench.now())));
    bench.pass(Duration.ofMillis(520));
    assertThat(crm.taken(call)).containsExactly("call-started");
  }

  @Test
  void keepsTheOrderWhateverFails() {
    AtomicInteger requests = new AtomicInteger();
    crm.goes(
        _ -> requests.getAndIncrement() % 3 == 0 ? fails(ScriptedCrm.down()) : new Turn.Take());
    bench.dispatch(CRM, crm);
    bench.plan(call, whole(CRM, call, bench.now(), null));
    bench.pass(Duration.ofMinutes(1));
    assertThat(crm.taken(call)).isEqualTo(IN_ORDER);
  }

  @Test
  void tellsOtherCallsWhileOneFails() {
    Call other = call(2);
    crm.goes(
        operation -> call.equals(operation.call()) ? fails(ScriptedCrm.down()) : new Turn.Take());
    bench.dispatch(CRM, crm);
    bench.plan(call, whole(CRM, call, bench.now(), null));
    bench.plan(other, whole(CRM, other, bench.now(), null));
    bench.pass(Duration.ofSeconds(2));
    assertThat(crm.taken(call)).isEmpty();
    assertThat(crm.taken(other)).isEqualTo(IN_ORDER);
  }

  @Test
  void tellsOtherWorkspacesWhileOneIsDead() {
    ScriptedCrm dead = bench.crm();
    dead.goes(_ -> new Turn.NeverAnswer());
    bench.dispatch(CRM, crm);
    bench.dispatch("dead", dead);
    for (int number = 0; number < 100; number++) {
      bench.plan(call(number), List.of(registration("dead", bench.now())));
    }
    bench.pass(Duration.ofSeconds(5));
    bench.plan(call(1000), List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofMillis(20));
    assertThat(crm.registrations(call(1000))).isEqualTo(1);
    assertThat(dead.mostAtOnce).isEqualTo(32);
  }

  @Test
  void tellsTheStartAgainWhereTheCallIsNotKnown() {
    AtomicInteger starts = new AtomicInteger();
    crm.goes(operation ->
        switch (ScriptedCrm.name(operation)) {
          case "call-started" -> {
            starts.incrementAndGet();
            yield new Turn.Take();
          }
          default -> starts.get() < 2 ? fails(notYetKnown()) : new Turn.Take();
        });
    bench.dispatch(CRM, crm);
    bench.plan(call, whole(CRM, call, bench.now(), bench.now().plusSeconds(60)));
    bench.pass(Duration.ofSeconds(10));
    assertThat(crm.taken(call))
        .containsExactly(
            "call-started",
            "call-started",
            "appeared",
            "connected",
            "finished",
            "call-finished",
            "register-call");
    assertThat(bench.state(call.key(), "call-started/2")).isEqualTo(DeliveryState.SENT);
  }

  @Test
  void parksWhatTheCrmRefusesWithItsReasonAndGoesOn() {
    crm.goes(operation ->
        ScriptedCrm.name(operation).equals("connected")
            ? fails(new CrmFailure.Permanent("the field direction is wrong"))
            : new Turn.Take());
    bench.dispatch(CRM, crm);
    bench.plan(call, whole(CRM, call, bench.now(), null));
    bench.pass(Duration.ofSeconds(2));
    DeliveryView parked = bench.deliveries(DeliveryState.PARKED).getFirst();
    assertThat(parked.name()).endsWith("/connected");
    assertThat(parked.reason()).isEqualTo("the field direction is wrong");
    assertThat(crm.taken(call)).contains("finished", "register-call");
  }

  @Test
  void waitsWithEverythingWhileItIsNotLetInAndParksNothing() {
    crm.goes(_ -> fails(new CrmFailure.Unauthorized("the access key was refused")));
    bench.dispatch(CRM, crm);
    for (int number = 0; number < 500; number++) {
      bench.plan(call(number), List.of(registration(CRM, bench.now())));
    }
    bench.pass(Duration.ofHours(2));
    assertThat(crm.requests.size()).isBetween(25, 90);
    assertThat(bench.deliveries(DeliveryState.WAITING)).hasSize(500);
    assertThat(bench.conditions.getLast().breaker()).isNotEqualTo(Breaker.State.CLOSED);
    assertThat(bench.conditions.getLast().lastFailure()).contains("access key");

    crm.goes(_ -> new Turn.Take());
    bench.pass(Duration.ofMinutes(6));
    assertThat(bench.deliveries(DeliveryState.SENT)).hasSize(500);
  }

  @Test
  void dropsStaleNoticesAfterADayButNoRegistration() {
    crm.goes(_ -> fails(ScriptedCrm.down()));
    bench.dispatch(CRM, crm);
    int calls = 24 * 12;
    for (int number = 0; number < calls; number++) {
      Call late = call(number);
      bench.plan(late, whole(CRM, late, bench.now(), bench.now().plusSeconds(60)));
      bench.pass(Duration.ofMinutes(5));
    }
    int duringTheDay = crm.requests.size();
    // Each half minute or so one request finds out whether the CRM is back.
    assertThat(duringTheDay).isLessThan(5000);

    crm.goes(_ -> new Turn.Take());
    bench.pass(Duration.ofMinutes(11));
    assertThat(bench.deliveries(DeliveryState.WAITING)).isEmpty();
    assertThat(bench.deliveries(DeliveryState.PARKED)).isEmpty();
    assertThat(bench.deliveries(DeliveryState.DROPPED))
        .hasSize(5 * calls)
        .allSatisfy(dropped -> assertThat(dropped.reason()).startsWith("too late"))
        .noneMatch(dropped -> dropped.operation().equals("register-call"));
    for (int number = 0; number < calls; number++) {
      assertThat(crm.registrations(call(number))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT1S"})
  void givesLessToACrmThatAsksForLess(Duration pause) {
    AtomicInteger thisSecond = new AtomicInteger();
    AtomicInteger refusals = new AtomicInteger();
    crm.goes(_ -> {
      if (thisSecond.incrementAndGet() <= 50) {
        return new Turn.Take();
      }
      refusals.incrementAndGet();
      return fails(new CrmFailure.Transient("429", Effect.NONE, pause, null));
    });
    bench.dispatch(CRM, crm);
    for (int number = 0; number < 2000; number++) {
      bench.plan(call(number), List.of(registration(CRM, bench.now())));
    }
    for (int second = 0; second < 90; second++) {
      thisSecond.set(0);
      bench.pass(Duration.ofSeconds(1));
    }
    assertThat(bench.deliveries(DeliveryState.SENT)).hasSize(2000);
    assertThat(refusals.get()).isLessThan(1000);
    assertThat(crm.violations).isEmpty();
  }

  @Test
  void givesLessAtOnceToACrmThatRefusesWithoutAWordOnWhen() {
    AtomicInteger refusals = new AtomicInteger();
    crm.goes(_ -> {
      if (crm.atOnce() <= 4) {
        return new Turn.Take();
      }
      refusals.incrementAndGet();
      return fails(new CrmFailure.Transient("429", Effect.NONE, null, null));
    });
    bench.dispatch(CRM, crm);
    for (int number = 0; number < 2000; number++) {
      bench.plan(call(number), List.of(registration(CRM, bench.now())));
    }
    bench.pass(Duration.ofMinutes(2));
    assertThat(bench.deliveries(DeliveryState.SENT)).hasSize(2000);
    assertThat(refusals.get()).isLessThan(1000);
  }

  @Test
  void recordsEachAttemptOnce() {
    crm.goes(_ -> crm.requests.size() < 3 ? fails(ScriptedCrm.down()) : new Turn.Take());
    bench.dispatch(CRM, crm);
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.receipts())
        .extracting(receipt -> receipt.attempt() + " " + receipt.outcome().wireName())
        .containsExactly("1 postponed", "2 postponed", "3 sent");
    assertThat(bench.receipts()).extracting("id").doesNotHaveDuplicates();
    assertThat(bench.receipts().getLast().communicationId()).isEqualTo("c of " + call.key());
    assertThat(bench.receipts().getFirst().reason()).isEqualTo("503");
  }

  @Test
  void parksWhatItCannotRead() {
    bench.dispatch(CRM, crm);
    Instant now = bench.now();
    bench.plan(
        call,
        List.of(
            new PlannedDelivery(CRM, "odd", Lane.CALL, "no-such-operation", "{}", now, null),
            new Payload.RegisterCall().plan(CRM, now, null)));
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.state(call.key(), "odd")).isEqualTo(DeliveryState.PARKED);
    assertThat(crm.registrations(call)).isEqualTo(1);
  }
}
