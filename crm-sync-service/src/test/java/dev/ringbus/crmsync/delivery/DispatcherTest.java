package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static dev.ringbus.crmsync.delivery.DeliverySamples.start;
import static dev.ringbus.crmsync.delivery.DeliverySamples.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmConnection.Settles;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crmsync.delivery.ScriptedCrm.Turn;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void findsALostRegistrationInTheCrm() {
    crm.goes(_ -> new Turn.LoseAnswer());
    bench.dispatch(CRM, crm);
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofMillis(20));
    assertThat(bench.state(call.key(), "register-call")).isEqualTo(DeliveryState.UNKNOWN);
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.state(call.key(), "register-call")).isEqualTo(DeliveryState.SENT);
    assertThat(crm.registrations(call)).isEqualTo(1);
    assertThat(bench.told(call.key()))
        .containsExactly("unknown register-call", "sent register-call");
  }

  @Test
  void registersAgainWhatTheCrmDoesNotHave() {
    crm.goes(_ -> crm.requests.size() == 1 ? new Turn.LoseRequest() : new Turn.Take());
    bench.dispatch(CRM, crm);
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofSeconds(2));
    assertThat(crm.requests)
        .extracting(request -> request.substring(0, request.lastIndexOf(' ')))
        .containsExactly("register-call", "settle register-call", "register-call");
    assertThat(crm.registrations(call)).isEqualTo(1);
  }

  @Test
  void leavesUnknownWhatTheCrmCannotTellAndAsksRarely() {
    crm.goes(_ -> new Turn.LoseAnswer());
    crm.cannotTell();
    bench.dispatch(CRM, crm);
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofHours(5));
    assertThat(bench.state(call.key(), "register-call")).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(bench.delivery(call.key(), "register-call").orElseThrow().reason())
        .contains("cannot tell");
    assertThat(crm.requests).hasSizeBetween(4, 7);
    assertThat(crm.registrations(call)).isEqualTo(1);
  }

  @Test
  void doesNotAskAgainWhereItIsSetNotToBeAsked() {
    crm.goes(_ -> new Turn.LoseAnswer());
    crm.cannotTell();
    bench.dispatch(CRM, new ScriptedConnection(crm, 32, Settles.NO));
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofDays(1));
    assertThat(bench.state(call.key(), "register-call")).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(crm.requests).hasSize(2);
  }

  @Test
  void asksAgainWhenAskingFailed() {
    crm.goes(_ -> new Turn.LoseAnswer());
    crm.settlesLike(
        _ -> crm.requests.size() < 5 ? new Turn.Fail(ScriptedCrm.down()) : new Turn.Take());
    bench.dispatch(CRM, crm);
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.state(call.key(), "register-call")).isEqualTo(DeliveryState.SENT);
    assertThat(crm.registrations(call)).isEqualTo(1);
  }

  @Test
  void settlesWhatWasSentWhenItsResultWasNeverWritten() {
    AtomicInteger lost = new AtomicInteger();
    bench.outbox.loses(finished -> finished instanceof Sent && lost.getAndIncrement() == 0);
    bench.dispatch(CRM, crm);
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofSeconds(29));
    assertThat(crm.requests).hasSize(1);
    bench.pass(Duration.ofSeconds(3));
    assertThat(crm.requests).hasSize(2).last().asString().startsWith("settle");
    assertThat(bench.state(call.key(), "register-call")).isEqualTo(DeliveryState.SENT);
    assertThat(crm.violations).isEmpty();
  }

  @Test
  void sendsNothingTwiceWhileResultsCannotBeWritten() {
    bench.dispatch(CRM, crm);
    bench.outbox.refusesResults();
    for (int number = 0; number < 200; number++) {
      bench.plan(call(number), List.of(registration(CRM, bench.now())));
    }
    bench.pass(Duration.ofMinutes(2));
    int sent = crm.requests.size();
    assertThat(sent).isBetween(1, 64);
    assertThat(bench.outbox.refused).isBetween(50, 500);
    bench.outbox.takesResults();
    bench.pass(Duration.ofSeconds(5));
    assertThat(crm.requests).hasSize(200).doesNotHaveDuplicates();
    assertThat(bench.deliveries(DeliveryState.SENT)).hasSize(200);
  }

  @Test
  void endsAnOperationBeforeItsLeaseDoes() {
    crm.goes(_ -> new Turn.NeverAnswer());
    bench.dispatch(CRM, crm);
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofSeconds(25));
    assertThat(bench.told(call.key())).containsExactly("unknown register-call");
    assertThat(crm.requests).hasSize(1);

    // The CRM may have gone on without us, and is asked when it should have done.
    bench.pass(Duration.ofSeconds(30));
    assertThat(crm.requests).hasSizeGreaterThan(1).element(1).asString().startsWith("settle");
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
