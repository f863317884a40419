package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmConnection.Settles;
import dev.ringbus.crmsync.delivery.ScriptedCrm.Turn;
import dev.ringbus.model.Call;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.FinishedDelivery.Sent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What may have arrived although nobody knows: it is settled before it is sent again. */
class UnknownResultsTest {

  private final Workbench bench = new Workbench();
  private final ScriptedCrm crm = bench.crm();
  private final Call call = call(1);

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
}
