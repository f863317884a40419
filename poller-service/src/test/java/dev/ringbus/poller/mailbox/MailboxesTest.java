package dev.ringbus.poller.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.CallRecord;
import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.Traced;
import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.bus.testkit.InMemoryInstructionLog;
import dev.ringbus.bus.testkit.InMemoryInstructionOutcomeLog;
import dev.ringbus.bus.testkit.InMemoryInstructionView;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Platform;
import dev.ringbus.model.WaitingInstruction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class MailboxesTest {

  private static final CallKey CALL = CallKey.parse("mts:9007199254740993");

  private final MovedClock clock = new MovedClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryInstructionView view = new InMemoryInstructionView();
  private final InMemoryInstructionOutcomeLog outcomes = new InMemoryInstructionOutcomeLog(broker);
  private final InMemoryConfigurationView configuration = new InMemoryConfigurationView();
  private final dev.ringbus.poller.live.LiveCalls live =
      new dev.ringbus.poller.live.LiveCalls(
          new dev.ringbus.bus.testkit.InMemoryLiveCallLog(broker, 1), _ -> true);
  private Mailboxes mailboxes = mailboxes(new InMemoryInstructionLog(broker, view));

  private Mailboxes mailboxes(InstructionLog log) {
    return new Mailboxes(
        log,
        view,
        outcomes,
        new MidCall(configuration, Dialects.all()),
        new MailboxMetrics(meters),
        clock);
  }

  @BeforeEach
  void configure() {
    configuration.set(
        Configuration.of(
            Stream.of("mts", "comagic", "callinteractive", "sipsim")
                .map(MailboxesTest::integration)
                .toList()));
  }

  /** Named after its platform. */
  private static Integration integration(String platform) {
    return new Integration(
        new IntegrationId(platform),
        new Platform(platform),
        KeyDigest.of("key-of-acme-0001", new byte[] {1}),
        null,
        null,
        null,
        ZoneId.of("Europe/Moscow"),
        List.of(),
        Duration.ofHours(4),
        List.of(),
        Map.of(),
        Map.of(),
        "v1");
  }

  private void take(CallRecord record) {
    StepVerifier.create(tryToTake(record)).verifyComplete();
  }

  private Mono<Void> tryToTake(CallRecord record) {
    return new MailboxFeed(live, mailboxes).take(List.of(new Traced<>(record, Context.root(), 0)));
  }

  private void sweep() {
    StepVerifier.create(mailboxes.sweep(Duration.ZERO)).verifyComplete();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private CallRecord hangUp(String id, CallKey call) {
    return new CallRecord.Command(
        new CallCommand.HangUp(id, "acme-kontur", now(), call, call + "/101", "user-1"));
  }

  private CallRecord event(CallEventType type, Direction direction) {
    return new CallRecord.Event(
        CallEvent.builder()
            .id("event-" + type)
            .type(type)
            .integration(CALL.integration())
            .platform(new Platform("mts"))
            .callId(CALL.callId())
            .direction(direction)
            .occurredAt(now())
            .receivedAt(now())
            .build());
  }

  private CallRecord offered(String instruction) {
    return new CallRecord.Outcome(
        new InstructionOutcome(
            instruction + "/offered",
            instruction,
            CALL.integration(),
            CALL.callId(),
            InstructionOutcome.Outcome.OFFERED,
            null,
            now()));
  }

  /** As {@code id outcome reason}. */
  private List<String> outcomes() {
    return outcomes.outcomes().stream()
        .map(outcome -> {
          String reason = outcome.reason() == null ? "" : " " + outcome.reason();
          return outcome.instruction() + " " + outcome.outcome().wireName() + reason;
        })
        .toList();
  }

  @Test
  void putsAHangUpOfAnMtsCallIntoItsMailboxForAMinute() {
    take(event(CallEventType.LEG_CONNECTED, Direction.INBOUND));
    take(hangUp("one", CALL));

    assertThat(view.find(CALL))
        .contains(
            new WaitingInstruction(
                "one",
                CALL.integration(),
                CALL.callId(),
                new Hangup(),
                "crm/acme-kontur",
                now(),
                now().plusSeconds(60)));
    assertThat(outcomes()).isEmpty();
  }

  /** After a restart nothing is known of calls that go on. */
  @Test
  void putsAHangUpOfACallOfWhichNothingIsKnown() {
    take(hangUp("one", CALL));

    assertThat(view.find(CALL)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"comagic", "callinteractive", "sipsim"})
  void rejectsAHangUpOfAPlatformThatDoesNotPoll(String platform) {
    take(hangUp("one", CallKey.parse(platform + ":77")));

    assertThat(outcomes())
        .containsExactly("one rejected hangup is not possible during a call on " + platform);
    assertThat(view.all()).isEmpty();
  }

  @Test
  void rejectsAHangUpOfAnIntegrationThatIsNotThere() {
    take(hangUp("one", CallKey.parse("gone:77")));

    assertThat(outcomes()).containsExactly("one rejected there is no integration gone");
  }

  @Test
  void rejectsAHangUpOfAnOutgoingCall() {
    take(event(CallEventType.LEG_CONNECTED, Direction.OUTBOUND));
    take(hangUp("one", CALL));

    assertThat(outcomes())
        .containsExactly(
            "one rejected hangup is not possible on the poll of an outgoing call,"
                + " which takes forward as pbx and return alone");
  }

  @Test
  void rejectsAHangUpOfACallThatEnded() {
    take(event(CallEventType.CALL_ENDED, Direction.INBOUND));
    take(hangUp("one", CALL));

    assertThat(outcomes()).containsExactly("one rejected the call ended");
    assertThat(view.all()).isEmpty();
  }

  @Test
  void doesNotPutWhatHasExpiredAlready() {
    CallRecord old = hangUp("one", CALL);
    clock.move(Duration.ofMinutes(2));
    take(old);

    assertThat(outcomes())
        .containsExactly("one expired it was not offered until 2026-11-20T12:01Z");
    assertThat(view.all()).isEmpty();
  }

  @Test
  void rejectsASecondOneWhileTheFirstWaits() {
    take(hangUp("one", CALL));
    take(hangUp("two", CALL));

    assertThat(outcomes()).containsExactly("two rejected another waits already: one");
    assertThat(view.find(CALL).map(WaitingInstruction::id)).contains("one");
  }

  @Test
  void takesAnotherWhenTheFirstIsGone() {
    take(hangUp("one", CALL));
    take(offered("one"));
    take(hangUp("two", CALL));

    assertThat(view.find(CALL).map(WaitingInstruction::id)).contains("two");
  }

  @Test
  void takesTheSameCommandOnce() {
    take(hangUp("one", CALL));
    take(hangUp("one", CALL));
    take(offered("one"));
    take(hangUp("one", CALL));

    assertThat(view.all()).isEmpty();
    assertThat(outcomes()).isEmpty();
  }

  @Test
  void takesAwayWhatWasOffered() {
    take(hangUp("one", CALL));
    take(offered("one"));

    assertThat(view.all()).isEmpty();
    assertThat(outcomes()).as("ingress has said it").isEmpty();
  }

  @Test
  void saysThatAnOfferedHangUpWasDeliveredWhenTheCallEnds() {
    take(hangUp("one", CALL));
    take(offered("one"));
    take(event(CallEventType.CALL_ENDED, Direction.INBOUND));
    take(event(CallEventType.CALL_ENDED, Direction.INBOUND));

    assertThat(outcomes()).containsExactly("one delivered");
  }

  @Test
  void saysThatItWasDeliveredWhenTheReportOfTheOfferComesLast() {
    take(event(CallEventType.CALL_ENDED, Direction.INBOUND));
    take(offered("one"));

    assertThat(outcomes()).containsExactly("one delivered");
  }

  @Test
  void withdrawsWhatWaitsWhenTheCallEnds() {
    take(hangUp("one", CALL));
    take(event(CallEventType.CALL_ENDED, Direction.INBOUND));

    assertThat(view.all()).isEmpty();
    assertThat(outcomes()).containsExactly("one withdrawn the call ended");
  }

  @Test
  void leavesWhatWaitsAloneWhenAnotherIsReported() {
    take(hangUp("one", CALL));
    take(offered("zero"));

    assertThat(view.find(CALL)).isPresent();
  }

  @Test
  void sweepsWhatHasExpired() {
    take(hangUp("one", CALL));
    clock.move(Duration.ofMillis(59_999));
    sweep();
    assertThat(view.find(CALL)).isPresent();

    clock.move(Duration.ofMillis(1));
    sweep();
    sweep();

    assertThat(view.all()).isEmpty();
    assertThat(outcomes())
        .containsExactly("one expired it was not offered until 2026-11-20T12:01Z");
    assertThat(meters.get("ringbus.instructions").tag("outcome", "expired").counter().count())
        .isEqualTo(1);
  }

  @Test
  void knowsAfterARestartWhatWaits() {
    take(hangUp("one", CALL));
    mailboxes = mailboxes(new InMemoryInstructionLog(broker, view));

    take(hangUp("two", CALL));
    clock.move(Duration.ofSeconds(60));
    sweep();

    assertThat(view.all()).isEmpty();
    assertThat(outcomes())
        .containsExactly(
            "two rejected another waits already: one",
            "one expired it was not offered until 2026-11-20T12:01Z");
  }

  @Test
  void takesAwayAfterARestartWhatIsOfferedThen() {
    take(hangUp("one", CALL));
    mailboxes = mailboxes(new InMemoryInstructionLog(broker, view));

    take(offered("one"));

    assertThat(view.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failsWithTheBrokerAndDoesItAgain(boolean ends) {
    take(hangUp("one", CALL));
    CallRecord record = ends ? event(CallEventType.CALL_ENDED, Direction.INBOUND) : offered("one");
    broker.down();
    StepVerifier.create(tryToTake(record)).verifyError(BrokerUnavailable.class);
    assertThat(view.find(CALL)).isPresent();

    broker.up();
    take(record);

    assertThat(view.all()).isEmpty();
  }

  /** The view of the topic is a moment behind what was just written. */
  @Test
  void doesNotNeedTheViewToKnowWhatItWroteItself() {
    WrittenLater log = new WrittenLater();
    mailboxes = mailboxes(log);
    take(hangUp("one", CALL));
    take(hangUp("two", CALL));
    take(offered("one"));
    assertThat(log.written).containsExactly("put one", "remove " + CALL);

    view.put(log.first());
    clock.move(Duration.ofMinutes(2));
    sweep();

    assertThat(log.written).as("it is gone, whatever the view still shows").hasSize(2);
    assertThat(outcomes()).containsExactly("two rejected another waits already: one");
  }

  private static final class WrittenLater implements InstructionLog {

    private final List<String> written = new ArrayList<>();
    private final List<WaitingInstruction> put = new ArrayList<>();

    WaitingInstruction first() {
      return put.getFirst();
    }

    @Override
    public Mono<Void> put(WaitingInstruction instruction, Context trace) {
      return Mono.fromRunnable(() -> {
        written.add("put " + instruction.id());
        put.add(instruction);
      });
    }

    @Override
    public Mono<Void> remove(CallKey call, Context trace) {
      return Mono.fromRunnable(() -> written.add("remove " + call));
    }
  }

  @Test
  void passesOverWhatIsNotForTheMailbox() {
    take(new CallRecord.Command(new CallCommand.Synchronize("one", "acme-kontur", now())));
    take(
        new CallRecord.Event(
            CallEvent.builder()
                .id("event")
                .type(CallEventType.CALL_ENDED)
                .integration(new IntegrationId("sipsim"))
                .platform(new Platform("sipsim"))
                .callId(new CallId("1"))
                .occurredAt(now())
                .receivedAt(now())
                .build()));

    assertThat(outcomes()).isEmpty();
    assertThat(view.all()).isEmpty();
  }
}
