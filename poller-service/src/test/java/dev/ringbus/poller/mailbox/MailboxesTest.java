package dev.ringbus.poller.mailbox;

import static dev.ringbus.poller.mailbox.PollerBench.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.CallRecord;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Direction;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.Platform;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

/** Mailboxes over restarts, failures of the broker and moves of their calls, and what they tell. */
class MailboxesTest {

  private static final Duration A_MOMENT = Duration.ofMillis(1100);

  private final PollerBench bench = new PollerBench();

  @Test
  void knowsAfterARestartWhatWaits() {
    bench.take(bench.connected(), bench.hangUp("one", CALL), bench.hangUp("two", CALL));
    bench.restart();

    bench.take(bench.offered("one"), bench.ended());

    assertThat(bench.waiting()).containsExactly("two");
    bench.sweep();
    bench.pass(A_MOMENT);
    assertThat(bench.view.all()).isEmpty();
    assertThat(bench.outcomes())
        .containsExactly(
            "one accepted", "two accepted", "one delivered", "two withdrawn the call ended");
  }

  /** The process ended after the end of the call was written down, and before the mailbox was. */
  @Test
  void withdrawsAfterARestartWhatWaitsForACallThatIsGone() {
    bench.take(bench.connected(), bench.hangUp("one", CALL), bench.ended());
    bench.restart();
    bench.sweep();
    bench.pass(A_MOMENT);

    assertThat(bench.view.all()).isEmpty();
    assertThat(bench.outcomes("one")).containsExactly("accepted", "withdrawn the call ended");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failsWithTheBrokerAndDoesItAgain(boolean ends) {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    CallRecord record = ends ? bench.ended() : bench.offered("one");
    bench.broker.down();
    StepVerifier.create(bench.tryToTake(record)).verifyError(BrokerUnavailable.class);
    assertThat(bench.waiting()).containsExactly("one");

    bench.broker.up();
    bench.take(record);
    bench.sweep();
    bench.pass(A_MOMENT);

    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void readsItsStateOnceTheBrokerIsThere() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    bench.broker.down();
    bench.restart();
    var later = bench.tryToTake(bench.offered("one")).toFuture();
    assertThat(later).isNotDone();

    bench.broker.up();

    assertThat(later).succeedsWithin(Duration.ofSeconds(30));
    assertThat(bench.waiting()).isEmpty();
  }

  @Test
  void hasNothingToDoWithCallsOfOthers() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    bench.instance().lost(java.util.Set.of(0, 1, 2, 3));

    bench.take(bench.hangUp("two", CALL), bench.offered("one"), bench.ended());
    bench.pass(Duration.ofMinutes(2));

    assertThat(bench.waiting()).containsExactly("one");
    assertThat(bench.outcomes()).containsExactly("one accepted");
    assertThat(bench.liveLog.all()).hasSize(1);
  }

  @Test
  void endsTheRequestsOfACrmForACall() {
    bench.take(
        bench.connected(),
        new CallRecord.Command(
            new CallCommand.EndRequests("end", "old", bench.now(), CALL, "it answered 500")));

    assertThat(bench.liveLog.all())
        .extracting(LiveCall::askedNoMore)
        .containsExactly("it answered 500");
  }

  @Test
  void endsTheRequestsOfACrmForACallThatIsConnectedLater() {
    bench.take(
        new CallRecord.Command(
            new CallCommand.EndRequests("end", "old", bench.now(), CALL, "it answered 500")),
        bench.started(Direction.INBOUND),
        bench.connected());

    assertThat(bench.liveLog.all())
        .extracting(LiveCall::askedNoMore)
        .containsExactly("it answered 500");
  }

  @Test
  void countsWhatBecomesOfInstructions() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));

    assertThat(
            bench
                .meters
                .get("ringbus.instructions")
                .tag("outcome", Outcome.ACCEPTED.wireName())
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(bench.meters.get("ringbus.instructions.waiting").gauge().value()).isEqualTo(1);
  }

  @Test
  void leavesItToIngressToCountWhatIsOffered() {
    bench.take(bench.connected(), bench.hangUp("one", CALL), bench.offered("one"));

    assertThat(
            bench
                .meters
                .find("ringbus.instructions")
                .tag("outcome", Outcome.OFFERED.wireName())
                .counter())
        .isNull();
  }

  @Test
  void passesOverWhatIsNotForTheMailbox() {
    bench.take(
        new CallRecord.Command(new CallCommand.Synchronize("one", "acme-kontur", bench.now())),
        new CallRecord.Event(
            CallEvent.builder()
                .id("event")
                .type(CallEventType.CALL_ENDED)
                .integration(new IntegrationId("sipsim"))
                .platform(new Platform("sipsim"))
                .callId(new CallId("1"))
                .occurredAt(bench.now())
                .receivedAt(bench.now())
                .build()));

    assertThat(bench.outcomes()).isEmpty();
    assertThat(bench.view.all()).isEmpty();
    assertThat(bench.liveLog.all()).isEmpty();
  }
}
