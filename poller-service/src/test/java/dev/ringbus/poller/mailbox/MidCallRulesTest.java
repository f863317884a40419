package dev.ringbus.poller.mailbox;

import static dev.ringbus.poller.mailbox.PollerBench.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionMoment;
import dev.ringbus.model.DecisionRecord;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Rule;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a plan says to the events of connected calls. */
class MidCallRulesTest {

  private final PollerBench bench = new PollerBench();

  private void serve(Decision decision) {
    bench.configure(
        new Plan(
            "acme",
            Duration.ofMillis(1500),
            List.of(),
            List.of(new Rule("typed", null, new Rule.Then(decision))),
            Decision.of(new Hangup()),
            "v1"));
    bench.decisions.server().serve((request, _) -> Mono.just(reply(request, decision)));
  }

  private static DecisionReply reply(DecisionRequest request, Decision decision) {
    return new DecisionReply(
        request.correlationId(),
        decision,
        "acme",
        "v1",
        "typed",
        DecisionSource.RULE,
        Duration.ofMillis(1),
        List.of());
  }

  private CallRecord typed() {
    bench.clock.move(Duration.ofMillis(10));
    return bench.event(CallEventType.DIGITS_RECEIVED, Direction.INBOUND, 4, "");
  }

  @Test
  void putsWhatThePlanSaysIntoTheMailboxInOrder() {
    serve(Decision.of(new Return(), new Hangup()));
    bench.take(bench.started(Direction.INBOUND));
    bench.take(bench.connected());
    int before = bench.waiting().size();

    bench.take(typed());

    WaitingInstruction head = bench.view.find(CALL).orElseThrow();
    assertThat(before).as("the connection is an event of a connected call").isEqualTo(2);
    assertThat(head.source()).isEqualTo("plan/acme/typed");
    assertThat(head.instruction()).isEqualTo(new Return());
    assertThat(head.behind())
        .extracting(WaitingInstruction::instruction)
        .containsExactly(new Hangup(), new Return(), new Hangup());
  }

  @Test
  void asksAboutEventsOfConnectedCallsAlone() {
    serve(Decision.NEUTRAL);
    bench.take(bench.started(Direction.INBOUND), bench.connected());
    bench.take(typed(), bench.event(CallEventType.DECISION_ASKED, Direction.INBOUND, 4, ""));
    bench.take(bench.ended());

    assertThat(bench.decisions.questions())
        .extracting(question -> question.event().type())
        .containsExactly(CallEventType.LEG_CONNECTED, CallEventType.DIGITS_RECEIVED);
    assertThat(bench.decisions.questions())
        .extracting(DecisionRequest::moment)
        .containsOnly(DecisionMoment.MID_CALL);
    assertThat(bench.decisionLog.records()).as("nothing was decided").isEmpty();
  }

  @Test
  void asksNothingWithoutMidCallRules() {
    bench.configure(new Plan("acme", Duration.ofMillis(1500), List.of(), Decision.NEUTRAL, "v1"));
    bench.take(bench.connected(), typed());

    assertThat(bench.decisions.questions()).isEmpty();
  }

  @Test
  void takesARedeliveredEventForTheSame() {
    serve(Decision.of(new Return()));
    CallRecord connected = bench.connected();
    bench.take(connected, connected);
    List<String> once = bench.waiting();

    bench.restart();
    bench.take(connected);

    assertThat(once).hasSize(1);
    assertThat(bench.waiting()).isEqualTo(once);
  }

  @Test
  void recordsWhatWasDecided() {
    serve(Decision.of(new Return()));
    bench.take(bench.connected());

    assertThat(bench.decisionLog.records())
        .singleElement()
        .satisfies(record -> {
          assertThat(record.plan()).isEqualTo("acme");
          assertThat(record.rule()).isEqualTo("typed");
          assertThat(record.fallback()).isFalse();
        })
        .extracting(DecisionRecord::key)
        .isEqualTo(CALL);
  }

  @Test
  void saysWhyTheCallCannotBeToldThat() {
    serve(Decision.of(new Hangup()));
    bench.take(bench.connected(Direction.OUTBOUND));

    assertThat(bench.outcomes())
        .singleElement()
        .asString()
        .contains("rejected hangup is not possible on the poll of an outgoing call");
  }

  @Test
  void doesNotWaitForRouting() {
    serve(Decision.of(new Return()));
    bench.decisions.stopServing();

    bench.take(bench.connected(), bench.hangUp("one", CALL));

    assertThat(bench.waiting()).containsExactly("one");
  }

  @Test
  void countsWhatCouldNotBeAsked() {
    serve(Decision.of(new Return()));
    bench.take(bench.started(Direction.INBOUND));
    var connected = bench.connected();
    bench.take(connected);
    bench.broker.down();
    bench.instance().rules.ask(((CallRecord.Event) typed()).event(), Context.root());
    bench.broker.up();

    assertThat(bench.count("ringbus.midcall.unasked")).isEqualTo(1);
  }
}
