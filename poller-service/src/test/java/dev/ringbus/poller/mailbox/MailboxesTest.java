package dev.ringbus.poller.mailbox;

import static dev.ringbus.poller.mailbox.PollerBench.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.CallRecord;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.Platform;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class MailboxesTest {

  private static final Duration A_MOMENT = Duration.ofMillis(1100);

  private final PollerBench bench = new PollerBench();

  @Test
  void putsAHangUpOfAConnectedCallIntoItsMailboxForAMinute() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));

    assertThat(bench.view.find(CALL))
        .contains(
            new WaitingInstruction(
                "one",
                CALL.integration(),
                CALL.callId(),
                new Hangup(),
                "crm/acme-kontur",
                bench.now(),
                bench.now().plusSeconds(60)));
    assertThat(bench.outcomes()).containsExactly("one accepted");
    assertThat(bench.outcomes.outcomes().getFirst().asked()).isNotNull();
  }

  @Test
  void keepsInstructionsInTheOrderOfTheirAcceptance() {
    bench.take(
        bench.connected(),
        bench.instruct("one", Forward.toNumbers("74959876543")),
        bench.instruct("two", new Return()),
        bench.hangUp("three", CALL));
    assertThat(bench.waiting()).containsExactly("one", "two", "three");

    bench.take(bench.offered("one"));
    assertThat(bench.waiting()).containsExactly("two", "three");

    bench.take(bench.offered("two"), bench.offered("three"));
    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void refusesMoreThanAMailboxHolds() {
    bench.take(bench.connected());
    IntStream.range(0, Mailbox.MOST).forEach(i -> bench.take(bench.hangUp("" + i, CALL)));

    bench.take(bench.hangUp("last", CALL));

    assertThat(bench.outcomes("last"))
        .containsExactly("rejected 16 instructions wait for this call already");
    assertThat(bench.waiting()).hasSize(Mailbox.MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"comagic", "callinteractive", "sipsim"})
  void rejectsAHangUpOfAPlatformThatDoesNotPollAtOnce(String platform) {
    bench.take(bench.hangUp("one", CallKey.parse(platform + ":77")));

    assertThat(bench.outcomes())
        .containsExactly("one rejected hangup is not possible during a call on " + platform);
    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void rejectsAHangUpOfAnIntegrationThatIsNotThere() {
    bench.take(bench.hangUp("one", CallKey.parse("gone:77")));

    assertThat(bench.outcomes())
        .containsExactly("one rejected hangup is not possible: there is no integration gone");
  }

  @Test
  void rejectsWhatIsWantedOfACallThatEnded() {
    bench.take(bench.connected(), bench.ended(), bench.hangUp("one", CALL));

    assertThat(bench.outcomes())
        .containsExactly("one rejected there is no such live call: it has ended");
    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void rejectsWhatIsWantedOfAnUnknownCallAfterAMoment() {
    bench.take(bench.hangUp("one", CALL));
    bench.pass(Duration.ofMillis(900));
    assertThat(bench.outcomes()).isEmpty();

    bench.pass(Duration.ofMillis(200));
    bench.sweep();

    assertThat(bench.outcomes()).containsExactly("one rejected there is no such live call");
  }

  @Test
  void rejectsWhatIsWantedOfACallThatIsNotConnectedAfterAMoment() {
    bench.take(bench.started(Direction.INBOUND), bench.hangUp("one", CALL));

    bench.pass(A_MOMENT);

    assertThat(bench.outcomes()).containsExactly("one rejected the call is not connected yet");
  }

  /** The topics are not in order among each other. */
  @Test
  void takesWhatOvertookTheConnectionInItsOrder() {
    bench.take(bench.hangUp("one", CALL), bench.instruct("two", new Return()), bench.connected());

    assertThat(bench.waiting()).containsExactly("one", "two");
    bench.pass(A_MOMENT);
    assertThat(bench.outcomes()).containsExactly("one accepted", "two accepted");
  }

  @Test
  void doesNotPutWhatHasExpiredAlready() {
    bench.take(bench.connected());
    CallRecord old = bench.hangUp("one", CALL);
    bench.clock.move(Duration.ofMinutes(2));
    bench.take(old);

    assertThat(bench.outcomes())
        .containsExactly("one expired it was not offered until 2026-11-20T12:01Z");
    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void takesTheSameCommandOnce() {
    bench.take(bench.connected());
    CallRecord command = bench.hangUp("one", CALL);

    bench.take(command, command, bench.offered("one"), command);
    bench.take(bench.ended(), command);

    assertThat(bench.view.all()).isEmpty();
    assertThat(bench.outcomes()).containsExactly("one accepted", "one delivered");
  }

  @Test
  void takesTheSameCommandOnceAfterARestart() {
    CallRecord command = bench.hangUp("one", CALL);
    bench.take(bench.connected(), command, bench.offered("one"));

    bench.restart();
    bench.take(command);

    assertThat(bench.waiting()).isEmpty();
  }

  @Test
  void remembersInTheLiveCallWhatWasOfferedUntilAnEventProvesIt() {
    bench.take(bench.connected(), bench.instruct("one", Forward.toNumbers("74959876543")));
    bench.clock.move(Duration.ofSeconds(3));
    bench.take(bench.offered("one"));
    assertThat(bench.liveLog.all())
        .singleElement()
        .satisfies(call ->
            assertThat(call.offered())
                .extracting(offer -> offer.instruction().id())
                .containsExactly("one"));

    bench.clock.move(Duration.ofMillis(40));
    bench.take(bench.forwarding());

    assertThat(bench.outcomes()).containsExactly("one accepted", "one delivered");
    assertThat(bench.liveLog.all())
        .singleElement()
        .extracting(LiveCall::offered)
        .isEqualTo(List.of());
  }

  @Test
  void isNotProvenByWhatHappenedBefore() {
    bench.take(bench.connected(), bench.instruct("one", Forward.toNumbers("74959876543")));
    CallRecord before = bench.forwarding();
    bench.clock.move(Duration.ofSeconds(1));
    bench.take(bench.offered("one"), before);

    assertThat(bench.outcomes()).containsExactly("one accepted");
  }

  /** The report comes by another topic. */
  @Test
  void isProvenByAnEventThatOvertookTheReportOfTheOffer() {
    bench.take(bench.connected(), bench.instruct("one", Forward.toNumbers("74959876543")));
    CallRecord report = bench.offered("one");
    bench.clock.move(Duration.ofMillis(40));

    bench.take(bench.forwarding(), report);

    assertThat(bench.outcomes()).containsExactly("one accepted", "one delivered");
  }

  @Test
  void saysOnceThatAnOfferedHangUpWasDeliveredWhenTheCallEnds() {
    bench.take(bench.connected(), bench.hangUp("one", CALL), bench.offered("one"));
    bench.take(bench.ended(), bench.ended());

    assertThat(bench.outcomes()).containsExactly("one accepted", "one delivered");
    assertThat(bench.liveLog.all()).isEmpty();
  }

  @Test
  void saysThatItWasDeliveredWhenTheReportOfTheOfferComesLast() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    CallRecord report = bench.offered("one");
    bench.take(bench.ended(), report);
    bench.pass(A_MOMENT);

    assertThat(bench.outcomes()).containsExactly("one accepted", "one delivered");
    assertThat(bench.view.all()).isEmpty();
  }

  @Test
  void saysOfWhatWasOfferedAndNeverProvenThatNothingShowedIt() {
    bench.take(
        bench.connected(),
        bench.instruct("one", Forward.toNumbers("74959876543")),
        bench.offered("one"));
    bench.pass(Duration.ofMinutes(5));
    bench.take(bench.polled(), bench.ended());
    bench.pass(A_MOMENT);
    bench.pass(A_MOMENT);

    assertThat(bench.outcomes())
        .containsExactly(
            "one accepted",
            "one offered the call has ended, and nothing showed that its PBX followed this");
    assertThat(bench.view.all()).as("it is offered once").isEmpty();
  }

  @Test
  void withdrawsWhatWaitsWhenTheCallEnds() {
    bench.take(bench.connected(), bench.hangUp("one", CALL), bench.hangUp("two", CALL));
    bench.take(bench.ended());
    bench.sweep();
    bench.pass(A_MOMENT);
    bench.pass(A_MOMENT);

    assertThat(bench.view.all()).isEmpty();
    assertThat(bench.outcomes())
        .containsExactly(
            "one accepted",
            "two accepted",
            "one withdrawn the call ended",
            "two withdrawn the call ended");
  }

  @Test
  void leavesWhatWaitsAloneWhenAnotherIsReported() {
    bench.take(bench.connected(), bench.hangUp("one", CALL), bench.offered("zero"));

    assertThat(bench.waiting()).containsExactly("one");
  }

  @Test
  void takesBackWhatHasNotBeenOffered() {
    bench.take(
        bench.connected(),
        bench.hangUp("one", CALL),
        bench.hangUp("two", CALL),
        bench.withdraw("one"),
        bench.withdraw("one"));

    assertThat(bench.waiting()).containsExactly("two");
    assertThat(bench.outcomes("one")).containsExactly("accepted", "withdrawn it was taken back");
  }

  @Test
  void takesBackWhatWaitsForItsCallToBeKnown() {
    bench.take(bench.hangUp("one", CALL), bench.withdraw("one"), bench.connected());
    bench.pass(A_MOMENT);

    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes()).containsExactly("one withdrawn it was taken back");
  }

  @Test
  void saysThatWhatWasOfferedCannotBeTakenBack() {
    bench.take(
        bench.connected(), bench.hangUp("one", CALL), bench.offered("one"), bench.withdraw("one"));

    assertThat(bench.outcomes("one"))
        .containsExactly("accepted", "offered its PBX had been told when it was to be taken back");
  }

  @Test
  void saysWhatBecameOfWhatWasOfferedWhileItWasTakenBack() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    CallRecord report = bench.offered("one");
    bench.take(bench.withdraw("one"), report, report, bench.ended());

    assertThat(bench.outcomes("one"))
        .containsExactly("accepted", "withdrawn it was taken back", "delivered");
  }

  @Test
  void expiresWhatWaitsTooLong() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    bench.pass(Duration.ofMillis(59_999));
    assertThat(bench.waiting()).containsExactly("one");

    bench.pass(Duration.ofMillis(1));
    bench.sweep();

    assertThat(bench.view.all()).isEmpty();
    assertThat(bench.outcomes("one"))
        .containsExactly("accepted", "expired it was not offered until 2026-11-20T12:01Z");
    assertThat(bench.meters.get("ringbus.instructions").tag("outcome", "expired").counter().count())
        .isEqualTo(1);
  }

  @Test
  void offersTheNextWhenTheFirstHasExpired() {
    bench.take(bench.connected(), bench.hangUp("one", CALL));
    bench.pass(Duration.ofSeconds(30));
    bench.take(bench.hangUp("two", CALL));

    bench.pass(Duration.ofSeconds(30));

    assertThat(bench.waiting()).containsExactly("two");
  }

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
  void saysToWhoeverAsksInThisProcessWhenItIsDecided() {
    var early =
        bench
            .instance()
            .mailboxes
            .request(bench.command("one", new Return(), null), Context.root())
            .toFuture();
    assertThat(early).isNotDone();

    bench.take(bench.connected());

    assertThat(early).isCompleted();
    StepVerifier.create(
            bench
                .instance()
                .mailboxes
                .request(bench.command("two", new Return(), null), Context.root()))
        .verifyComplete();
    assertThat(bench.waiting()).containsExactly("one", "two");
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
  void handsOverWhatWaitsForItsCallToBeKnown() {
    CallRecord early = bench.instruct("one", new Return());
    bench.take(early);

    bench.restart();

    assertThat(bench.commands.commands()).containsExactly(((CallRecord.Command) early).command());
    bench.take(bench.connected(), new CallRecord.Command(bench.commands.commands().getFirst()));
    assertThat(bench.waiting()).containsExactly("one");
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
