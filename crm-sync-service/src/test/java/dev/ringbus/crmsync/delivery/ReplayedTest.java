package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmConnection.Settles;
import dev.ringbus.crmsync.delivery.ScriptedCrm.Turn;
import dev.ringbus.model.Call;
import dev.ringbus.store.DeliveryState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A person has a registration sent again of which nobody knows whether the CRM has it. */
class ReplayedTest {

  private final Workbench bench = new Workbench();
  private final ScriptedCrm crm = bench.crm();
  private final Call call = call(1);

  private void isUnknown(Turn lost, Settles settles) {
    crm.goes(_ -> crm.requests.size() == 1 ? lost : new Turn.Take());
    crm.cannotTell();
    bench.dispatch(CRM, new ScriptedConnection(crm, 32, settles));
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofMinutes(1));
    assertThat(state()).isEqualTo(DeliveryState.UNKNOWN);
  }

  private DeliveryState state() {
    return bench.state(call.key(), "register-call");
  }

  private void replay() {
    long id = bench.delivery(call.key(), "register-call").orElseThrow().id();
    bench.store.inquiries().replay(id, bench.now()).block();
    bench.pass(Duration.ofSeconds(2));
  }

  @Test
  void isAskedAboutFirstWhereTheCrmCanTell() {
    isUnknown(new Turn.LoseAnswer(), Settles.YES);
    crm.tellsAgain();
    replay();

    assertThat(state()).isEqualTo(DeliveryState.SENT);
    assertThat(crm.registrations(call)).isEqualTo(1);
  }

  @Test
  void isSentWhereTheCrmSaysThatItDoesNotHaveIt() {
    isUnknown(new Turn.LoseRequest(), Settles.YES);
    crm.tellsAgain();
    replay();

    assertThat(state()).isEqualTo(DeliveryState.SENT);
    assertThat(crm.registrations(call)).isEqualTo(1);
  }

  @Test
  void isSentWhereTheCrmIsNeverAsked() {
    isUnknown(new Turn.LoseRequest(), Settles.NO);
    replay();

    assertThat(state()).isEqualTo(DeliveryState.SENT);
    assertThat(crm.registrations(call)).isEqualTo(1);
  }

  @Test
  void waitsForThePersonAgainWhenItsAnswerIsLostAgain() {
    isUnknown(new Turn.LoseRequest(), Settles.NO);
    crm.goes(_ -> new Turn.LoseAnswer());
    replay();
    bench.pass(Duration.ofDays(1));

    assertThat(state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(crm.registrations(call)).isEqualTo(1);
  }

  @Test
  void staysReplayedWhileTheCrmCannotBeAsked() {
    isUnknown(new Turn.LoseRequest(), Settles.YES);
    int before = crm.requests.size();
    crm.settlesLike(_ ->
        crm.requests.size() < before + 3 ? new Turn.Fail(ScriptedCrm.down()) : new Turn.Take());
    replay();
    bench.pass(Duration.ofMinutes(5));

    assertThat(state()).isEqualTo(DeliveryState.SENT);
    assertThat(crm.registrations(call)).isEqualTo(1);
  }
}
