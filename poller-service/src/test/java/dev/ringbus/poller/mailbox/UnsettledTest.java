package dev.ringbus.poller.mailbox;

import static dev.ringbus.poller.mailbox.PollerBench.CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Rule;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** What still waits for something when its process ends, or when its call goes to another. */
class UnsettledTest {

  private static final Duration A_MOMENT = Duration.ofMillis(1100);

  private final PollerBench bench = new PollerBench();

  enum End {
    STOPPED,
    KILLED
  }

  private void comesTo(End end) {
    switch (end) {
      case STOPPED -> bench.restart();
      case KILLED -> bench.kill();
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesWhatWaitedForItsCallToBeKnown(End end) {
    bench.take(bench.hangUp("one", CALL), bench.instruct("two", new Return()));

    comesTo(end);
    bench.take(bench.connected());

    assertThat(bench.waiting()).containsExactly("one", "two");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhyItRefusesWhatWaitedForACallThatNeverComes(End end) {
    bench.take(bench.hangUp("one", CALL));

    comesTo(end);
    bench.pass(A_MOMENT);

    assertThat(bench.outcomes()).containsExactly("one rejected there is no such live call");
  }

  @ParameterizedTest
  @EnumSource
  void takesNothingTwiceThatWasDecided(End end) {
    bench.take(bench.hangUp("one", CALL), bench.connected(), bench.offered("one"));

    comesTo(end);
    bench.pass(A_MOMENT);

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes()).containsExactly("one accepted");
  }

  /** The plan is asked, and the process ends before the answer. */
  @ParameterizedTest
  @EnumSource
  void asksThePlanAgain(End end) {
    plan(Duration.ofSeconds(30));
    bench.take(bench.started(Direction.INBOUND), bench.connected());
    assertThat(bench.decisions.questions()).hasSize(1);

    bench.decisions.server().serve((request, _) -> Mono.just(reply(request)));
    comesTo(end);

    assertThat(bench.view.find(CALL))
        .hasValueSatisfying(head -> assertThat(head.source()).isEqualTo("plan/acme/back"));
    assertThat(bench.waiting()).hasSize(1);
  }

  /** Its partition went to another instance and came back before the plan had answered. */
  @Test
  void asksThePlanAgainWhenItsCallComesBack() {
    plan(Duration.ofMillis(50));
    var connected = bench.connected();
    bench.take(connected);
    bench.decisions.server().serve((request, _) -> Mono.just(reply(request)));

    bench.instance().lost(PollerBench.ALL);
    bench.instance().assigned(PollerBench.ALL);
    bench.take(connected);

    await().atMost(Duration.ofSeconds(30)).until(() -> bench.waiting().size() == 1);
  }

  @Test
  void isSettledWhenItIsDecided() {
    AtomicBoolean settled = new AtomicBoolean();
    Taken taken =
        bench
            .instance()
            .feed
            .take(List.of(new Traced<>(bench.hangUp("one", CALL), Context.root(), 0)))
            .block();
    taken.settled().subscribe(_ -> {}, _ -> {}, () -> settled.set(true));
    assertThat(settled).isFalse();

    bench.pass(A_MOMENT);

    assertThat(settled).isTrue();
  }

  @Test
  void leavesNothingToBeSettledOfTheRest() {
    assertThat(
            bench
                .instance()
                .feed
                .take(List.of(new Traced<>(bench.connected(), Context.root(), 0)))
                .block())
        .isEqualTo(Taken.WHOLE);
  }

  /** Nobody answers yet. */
  private void plan(Duration deadline) {
    bench.configure(
        new Plan(
            "acme",
            deadline,
            List.of(),
            List.of(new Rule("back", null, new Rule.Then(Decision.of(new Return())))),
            Decision.NEUTRAL,
            "v1"));
  }

  private static DecisionReply reply(DecisionRequest request) {
    return new DecisionReply(
        request.correlationId(),
        Decision.of(new Return()),
        "acme",
        "v1",
        "back",
        DecisionSource.RULE,
        Duration.ofMillis(1),
        List.of());
  }
}
