package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryInstructionOutcomeLog;
import dev.ringbus.bus.testkit.InMemoryInstructionView;
import dev.ringbus.bus.testkit.InMemoryOfferLog;
import dev.ringbus.bus.testkit.InMemoryPollLog;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.mts.Mts;
import dev.ringbus.dialect.sipsim.SipSim;
import dev.ringbus.ingress.Integrations.Connected;
import dev.ringbus.ingress.http.Gate;
import dev.ringbus.ingress.spool.BrokerCircuit;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Whisper;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.WaitingInstruction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Two instances of ingress on one broker, each with its own view of the instructions. */
class PollAnswersTest {

  private static final IntegrationId ACME = new IntegrationId("acme");
  private static final CallId CALL = new CallId("9007199254740993");
  private static final Outcome HANGS_UP = new Outcome.Decided(Decision.of(new Hangup()));
  private static final Outcome IDLE = new Outcome.NothingToSay();

  private final MovedTime time = new MovedTime();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final IngressMetrics metrics = new IngressMetrics(meters, List.of(Mts.PLATFORM));
  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryInstructionOutcomeLog outcomes = new InMemoryInstructionOutcomeLog(broker);
  private final Connected mts = connected(new Mts().dialect(settings()), "mts");
  private final Instance one = new Instance();
  private final Instance other = new Instance();

  private final class Instance {
    final InMemoryInstructionView view = new InMemoryInstructionView();
    final InMemoryOfferLog offers = new InMemoryOfferLog(outcomes);
    final BrokerCircuit circuit = new BrokerCircuit(time.clock(), Duration.ofSeconds(1));
    final PollAnswers answers =
        new PollAnswers(
            view,
            offers,
            circuit,
            new PollReports(new InMemoryPollLog(broker), metrics, time.scheduler()),
            metrics,
            time.clock(),
            time.scheduler());

    Mono<Outcome> poll(Connected as) {
      return answers.answer(as, new Reading.Poll(CALL), Context.root());
    }

    /** What a poll is told that does not have to wait. */
    Outcome poll() {
      return poll(mts).block(Duration.ZERO);
    }

    void goesDown() {
      IntStream.range(0, 3)
          .forEach(_ -> {
            circuit.failed(new IllegalStateException("down"));
            time.move(Duration.ofMillis(300));
          });
    }
  }

  private static DialectSettings settings() {
    return DialectSettings.defaults(ACME);
  }

  private static Connected connected(PbxDialect dialect, String platform) {
    var integration = Connections.integration("acme", platform, "key-of-acme-0001").build();
    return new Connected(integration, Gate.closed(), dialect, null);
  }

  private void waits(WaitingInstruction instruction) {
    one.view.put(instruction);
    other.view.put(instruction);
  }

  private WaitingInstruction waiting(String id, Instruction instruction, int offers) {
    OffsetDateTime now = time.clock().instant().atOffset(ZoneOffset.UTC);
    return new WaitingInstruction(
        id,
        ACME,
        CALL,
        instruction,
        "crm/acme-kontur",
        now,
        now.plusSeconds(60),
        null,
        offers,
        List.of());
  }

  private WaitingInstruction waiting(String id) {
    return waiting(id, new Hangup(), 0);
  }

  private List<String> offered() {
    return outcomes.outcomes().stream().map(InstructionOutcome::id).toList();
  }

  private double count(String name) {
    return meters.get(name).counter().count();
  }

  @Test
  void saysNothingWhenNothingWaits() {
    assertThat(one.poll()).isEqualTo(IDLE);
    assertThat(offered()).isEmpty();
  }

  @Test
  void offersWhatWaitsOnceAndRecordsIt() {
    waits(waiting("first"));

    assertThat(one.poll()).isEqualTo(HANGS_UP);
    assertThat(one.poll()).isEqualTo(IDLE);

    assertThat(outcomes.outcomes())
        .containsExactly(
            new InstructionOutcome(
                "first/offered",
                "first",
                ACME,
                CALL,
                InstructionOutcome.Outcome.OFFERED,
                null,
                time.clock().instant().atOffset(ZoneOffset.UTC)));
    assertThat(count("ringbus.instructions.offered")).isEqualTo(1);
  }

  @Test
  void doesNotOfferWhatAnotherInstanceHasOfferedThoughItStillWaitsInItsView() {
    waits(waiting("first"));

    assertThat(other.poll()).isEqualTo(HANGS_UP);
    assertThat(one.poll()).isEqualTo(IDLE);
    assertThat(other.poll()).isEqualTo(IDLE);
    assertThat(offered()).containsExactly("first/offered");
  }

  @Test
  void doesNotOfferAgainWhatItOfferedBeforeItWasStartedAgain() {
    waits(waiting("first"));
    assertThat(one.poll()).isEqualTo(HANGS_UP);

    Instance startedAgain = new Instance();
    startedAgain.view.put(waiting("first"));

    assertThat(startedAgain.poll()).isEqualTo(IDLE);
  }

  @Test
  void offersTheNextOfTheSameCall() {
    waits(waiting("first"));
    assertThat(one.poll()).isEqualTo(HANGS_UP);

    waits(waiting("second"));

    assertThat(one.poll()).isEqualTo(HANGS_UP);
    assertThat(offered()).containsExactly("first/offered", "second/offered");
  }

  @Test
  void offersASecondTimeWhatIsWrittenForASecondTime() {
    waits(waiting("first"));
    assertThat(one.poll()).isEqualTo(HANGS_UP);

    waits(waiting("first", new Hangup(), 1));

    assertThat(other.poll()).isEqualTo(HANGS_UP);
    assertThat(one.poll()).isEqualTo(IDLE);
    assertThat(offered()).containsExactly("first/offered", "first/offered-2");
  }

  @Test
  void offersOnceToPollsOfBothAtTheSameTime() {
    waits(waiting("first"));

    List<Outcome> answers =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> i % 2 == 0 ? one.poll() : other.poll())
            .toList();

    assertThat(answers).containsOnlyOnce(HANGS_UP);
  }

  @Test
  void leavesItToThePollerWhatHasExpired() {
    waits(waiting("first"));
    time.move(Duration.ofSeconds(61));

    assertThat(one.poll()).as("it was held, since no polls came").isEqualTo(HANGS_UP);
  }

  @Test
  void doesNotOfferWhatWaitsForAnotherCall() {
    WaitingInstruction first = waiting("first");
    waits(
        new WaitingInstruction(
            "first",
            ACME,
            new CallId("9007199254740992"),
            first.instruction(),
            first.source(),
            first.requestedAt(),
            first.expiresAt()));

    assertThat(one.poll()).isEqualTo(IDLE);
  }

  @Test
  void doesNotOfferWhatTheDialectCannotSay() {
    waits(waiting("first"));
    Connected sipsim = connected(new SipSim().dialect(settings()), "sipsim");

    assertThat(one.poll(sipsim).block()).isEqualTo(IDLE);
    assertThat(offered()).isEmpty();
  }

  @Test
  void doesNotOfferWhatTheDialectCannotSayAtAPoll() {
    waits(waiting("first", Whisper.nothing(), 0));

    assertThat(one.poll()).isEqualTo(IDLE);
    assertThat(offered()).isEmpty();
  }

  @Test
  void offersNothingBeforeItKnowsWhatOthersHaveOffered() {
    waits(waiting("first"));
    one.offers.ready(false);
    assertThat(one.poll()).isEqualTo(IDLE);
    one.offers.ready(true);
    one.view.ready(false);
    assertThat(one.poll()).isEqualTo(IDLE);
    one.view.ready(true);

    assertThat(one.poll()).isEqualTo(HANGS_UP);
  }

  @Test
  void offersNothingWhileTheBrokerIsDownAndOnceWhenItIsBack() {
    waits(waiting("first"));
    broker.down();

    assertThat(one.poll()).isEqualTo(IDLE);
    assertThat(other.poll()).isEqualTo(IDLE);
    broker.up();

    assertThat(one.poll()).isEqualTo(HANGS_UP);
    assertThat(other.poll()).isEqualTo(IDLE);
    assertThat(offered()).containsExactly("first/offered");
    assertThat(count("ringbus.instructions.unwritten")).isEqualTo(2);
  }

  @Test
  void makesNoPollWaitForABrokerThatIsKnownToBeDown() {
    waits(waiting("first"));
    one.goesDown();

    assertThat(one.poll()).isEqualTo(IDLE);
    assertThat(offered()).isEmpty();
    time.move(Duration.ofSeconds(1));

    assertThat(one.poll()).as("one poll finds out").isEqualTo(HANGS_UP);
    assertThat(one.circuit.isDown()).isFalse();
  }

  @Test
  void saysByTheLimitThatThereIsNothingAndTriesAgainAtTheNextPoll() {
    waits(waiting("first"));
    broker.silent();
    var answer = one.poll(mts).toFuture();
    time.move(Duration.ofMillis(499));
    assertThat(answer).isNotDone();

    time.move(Duration.ofMillis(1));

    assertThat(answer).isCompletedWithValue(IDLE);
    broker.up();
    assertThat(one.poll()).isEqualTo(HANGS_UP);
    assertThat(one.poll()).isEqualTo(IDLE);
    assertThat(offered()).containsExactly("first/offered");
  }

  @Test
  void offersAtTheNextPollWhatWasRecordedTooLateForTheFirst() {
    waits(waiting("first"));
    broker.hold();
    var answer = one.poll(mts).toFuture();

    time.move(Duration.ofMillis(500));

    assertThat(answer).isCompletedWithValue(IDLE);
    broker.up();
    assertThat(offered()).containsExactly("first/offered");
    assertThat(other.poll()).as("it is the first one's").isEqualTo(IDLE);
    assertThat(one.poll()).isEqualTo(HANGS_UP);
    assertThat(offered()).containsExactly("first/offered");
  }

  @Test
  void answersAPollAtOnceWhileAnotherPollOfTheCallWaits() {
    waits(waiting("first"));
    broker.silent();
    var waitingPoll = one.poll(mts).toFuture();

    assertThat(one.poll()).isEqualTo(IDLE);
    assertThat(waitingPoll).isNotDone();
  }
}
