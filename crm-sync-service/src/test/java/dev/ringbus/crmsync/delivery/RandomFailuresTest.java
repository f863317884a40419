package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crmsync.delivery.ScriptedCrm.Turn;
import dev.ringbus.model.Call;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.testkit.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Ten thousand deliveries through everything that can fail, however it comes together. */
class RandomFailuresTest {

  private static final List<String> IN_ORDER =
      List.of(
          "call-started", "appeared", "connected", "finished", "call-finished", "register-call");

  /** Six deliveries each, of which some are needed more than once. */
  private static final int CALLS = 420;

  private static final int ROUNDS = 4;

  @Test
  void registersEveryCallOnceAndInOrder() {
    Property.holds("deliveries through random failures", ROUNDS, this::oneRound);
  }

  private void oneRound(RandomGenerator random) {
    Workbench bench = new Workbench(random.nextLong());
    ScriptedCrm crm = bench.crm();
    double badness = random.nextDouble(0.02, 0.3);
    crm.goes(operation -> turn(operation, random, badness));
    crm.settlesLike(_ -> random.nextDouble() < badness ? badTurn(random) : new Turn.Take());
    bench.outbox.loses(_ -> random.nextDouble() < badness / 10);
    bench.dispatch(CRM, crm);

    for (int number = 0; number < CALLS; number++) {
      Call call = call(number);
      bench.plan(call, whole(CRM, call, bench.now(), null));
      bench.pass(Duration.ofMillis(random.nextInt(200)));
      happen(bench, random);
    }
    bench.store.comesBack();
    bench.outbox.takesResults();
    // However much went wrong, the longest wait for anything is five minutes.
    for (int minute = 0; minute < 600 && !isDone(bench); minute++) {
      bench.pass(Duration.ofMinutes(1));
    }

    assertThat(crm.violations).isEmpty();
    for (int number = 0; number < CALLS; number++) {
      assertThat(withoutRepeats(crm.taken(call(number)))).isEqualTo(IN_ORDER);
      assertThat(crm.registrations(call(number))).isEqualTo(1);
    }
    assertThat(bench.deliveries(DeliveryState.PARKED)).isEmpty();
    assertThat(bench.deliveries(DeliveryState.DROPPED)).isEmpty();
    assertThat(isDone(bench)).isTrue();
  }

  private static boolean isDone(Workbench bench) {
    return bench.deliveries(DeliveryState.WAITING).isEmpty()
        && bench.deliveries(DeliveryState.UNKNOWN).isEmpty()
        && bench.deliveries(DeliveryState.SENDING).isEmpty();
  }

  /** Now and then the database goes, or comes back. */
  private static void happen(Workbench bench, RandomGenerator random) {
    switch (random.nextInt(60)) {
      case 0 -> bench.store.goesAway();
      case 1 -> bench.outbox.refusesResults();
      case 2, 3, 4, 5, 6 -> {
        bench.store.comesBack();
        bench.outbox.takesResults();
      }
      default -> {}
    }
    // A call can only be planned with the store there.
    bench.store.comesBack();
  }

  private static Turn turn(CrmOperation operation, RandomGenerator random, double badness) {
    if (random.nextDouble() >= badness) {
      return new Turn.Take();
    }
    boolean needsStart = !ScriptedCrm.name(operation).equals("call-started");
    return needsStart && random.nextInt(8) == 0
        ? new Turn.Fail(new CrmFailure.NotYetKnown("communicationNotFound"))
        : badTurn(random);
  }

  private static Turn badTurn(RandomGenerator random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Turn.LoseAnswer();
      case 1 -> new Turn.LoseRequest();
      case 2 -> new Turn.NeverAnswer();
      case 3 -> new Turn.Fail(new CrmFailure.Unauthorized("no"));
      case 4 ->
          new Turn.Fail(new CrmFailure.Transient("429", Effect.NONE, Duration.ofSeconds(1), null));
      default -> new Turn.Fail(ScriptedCrm.down());
    };
  }

  /** Notices may come more than once, in their place: the start also whenever it was missed. */
  private static List<String> withoutRepeats(List<String> taken) {
    List<String> once = new ArrayList<>();
    for (String name : taken) {
      boolean repeated =
          name.equals("call-started")
              ? once.contains(name)
              : !once.isEmpty() && once.getLast().equals(name);
      if (!repeated) {
        once.add(name);
      }
    }
    return once;
  }
}
