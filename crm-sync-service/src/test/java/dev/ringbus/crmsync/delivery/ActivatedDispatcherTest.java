package dev.ringbus.crmsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmAdvice;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.EndsRequests;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.crmsync.delivery.Breaker.State;
import dev.ringbus.model.CallCommand;
import dev.ringbus.store.DeliveryState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Deliveries to CRMs that have to be ready first, and that end what they are told of a call. */
class ActivatedDispatcherTest {

  private static final String CRM = "old";

  private final Workbench bench = new Workbench();
  private final Old old = new Old();

  /** A CRM that takes two operations at once, for a second each. */
  private final class Old implements CrmConnection, CrmGateway {

    @Nullable CrmFailure notReady;
    @Nullable CrmFailure answer;
    int tests;
    int pushed;
    int under;
    int mostAtOnce;

    @Override
    public Mono<Void> activate() {
      return Mono.defer(() -> {
        tests++;
        return notReady == null ? Mono.empty() : Mono.error(notReady);
      });
    }

    @Override
    public Mono<CrmReceipt> push(CrmOperation operation) {
      return Mono.defer(() -> {
        pushed++;
        under++;
        mostAtOnce = Math.max(mostAtOnce, under);
        return Mono.delay(Duration.ofSeconds(1), bench.time)
            .doFinally(_ -> under--)
            .flatMap(_ -> answer == null ? Mono.just(CrmReceipt.TAKEN) : Mono.error(answer));
      });
    }

    @Override
    public Mono<Settlement> settle(CrmOperation operation) {
      return Mono.just(new Settlement.CannotTell("no way"));
    }

    @Override
    public CrmGateway gateway() {
      return this;
    }

    @Override
    public CrmAdvice advice() {
      return new CrmAdvice.WhoIsResponsible(_ -> Mono.just(List.of()));
    }

    @Override
    public int concurrency() {
      return 2;
    }

    @Override
    public Duration staleAfter() {
      return Duration.ofSeconds(60);
    }

    @Override
    public Settles settles() {
      return Settles.NO;
    }

    @Override
    public void close() {}
  }

  private void plan(int calls) {
    for (int number = 0; number < calls; number++) {
      bench.plan(
          DeliverySamples.call(number),
          List.of(
              DeliverySamples.start(CRM, bench.now()),
              DeliverySamples.notice(CRM, bench.now(), null)));
    }
  }

  @Test
  void sendsNothingBeforeTheCrmIsReadyAndTriesLessOften() {
    old.notReady = new Transient("expected status 200, not 404", Effect.NONE, null, null);
    Dispatcher dispatcher = bench.dispatch(CRM, old);
    plan(3);
    bench.pass(Duration.ofMinutes(10));

    assertThat(old.pushed).isZero();
    assertThat(old.tests).isBetween(15, 40);
    assertThat(dispatcher.notActivated()).isEqualTo(Optional.of("expected status 200, not 404"));
    assertThat(bench.conditions.getLast().breaker()).isEqualTo(State.OPEN);
    assertThat(bench.conditions.getLast().lastFailure())
        .isEqualTo("it is not activated: expected status 200, not 404");

    old.notReady = null;
    bench.pass(Duration.ofMinutes(1));
    assertThat(old.pushed).isEqualTo(6);
    assertThat(dispatcher.notActivated()).isEmpty();
    assertThat(bench.conditions.getLast().breaker()).isEqualTo(State.CLOSED);
  }

  @Test
  void testsAWorkspaceThatIsSetDifferentlyOnceMore() {
    Dispatcher dispatcher = bench.dispatch(CRM, old);
    bench.pass(Duration.ofSeconds(1));
    Old changed = new Old();
    changed.notReady = new Transient("401", Effect.NONE, null, null);
    dispatcher.use(changed);
    plan(1);
    bench.pass(Duration.ofSeconds(10));

    assertThat(old.pushed + changed.pushed).isZero();
    assertThat(old.tests).isEqualTo(1);
    assertThat(changed.tests).isGreaterThan(1);
  }

  @Test
  void hasNoMoreUnderWayAtOnceThanTheWorkspaceMay() {
    bench.dispatch(CRM, old);
    plan(20);
    bench.pass(Duration.ofMinutes(2));

    assertThat(old.pushed).isEqualTo(40);
    assertThat(old.mostAtOnce).isEqualTo(2);
  }

  @Test
  void endsTheRequestsOfACallAndTellsTheOthers() {
    old.answer = new EndsRequests("expected status 200, not 500", null);
    bench.dispatch(CRM, old);
    plan(1);
    bench.pass(Duration.ofSeconds(30));

    assertThat(old.pushed).isEqualTo(1);
    assertThat(bench.deliveries(DeliveryState.DROPPED))
        .hasSize(3)
        .allMatch(dropped -> "expected status 200, not 500".equals(dropped.reason()));
    assertThat(bench.commands.commands())
        .singleElement()
        .isInstanceOfSatisfying(
            CallCommand.EndRequests.class,
            command -> {
              assertThat(command.crm()).isEqualTo(CRM);
              assertThat(command.call()).isEqualTo(DeliverySamples.key(0));
              assertThat(command.reason()).isEqualTo("expected status 200, not 500");
            });
    assertThat(bench.conditions.getLast().breaker()).isEqualTo(State.CLOSED);
  }

  @Test
  void leavesACrmAloneThatDoesNotAnswerAtAllButNotOneThatRefuses() {
    old.answer = new EndsRequests("expected status 200, not 500", null);
    bench.dispatch(CRM, old);
    plan(20);
    bench.pass(Duration.ofSeconds(20));
    assertThat(old.pushed).isEqualTo(20);
    assertThat(bench.conditions).noneMatch(condition -> condition.breaker() == State.OPEN);

    Old silent = new Old();
    silent.answer =
        new EndsRequests(
            "no answer", new Transient("", Effect.UNKNOWN, null, new TimeoutException()));
    bench.dispatch("silent", silent);
    for (int number = 0; number < 20; number++) {
      bench.plan(
          DeliverySamples.call(100 + number),
          List.of(DeliverySamples.start("silent", bench.now())));
    }
    bench.pass(Duration.ofSeconds(10));
    assertThat(silent.pushed).isLessThan(20);
    assertThat(bench.conditions).anyMatch(condition -> condition.breaker() == State.OPEN);
  }
}
