package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryInstructionOutcomeLog;
import dev.ringbus.bus.testkit.InMemoryInstructionView;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.mts.Mts;
import dev.ringbus.dialect.sipsim.SipSim;
import dev.ringbus.ingress.Integrations.Connected;
import dev.ringbus.ingress.http.Gate;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction.Hangup;
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

/** Two instances of ingress, with the same instructions in view. */
class PollAnswersTest {

  private static final CallId CALL = new CallId("9007199254740993");
  private static final Outcome HANGS_UP = new Outcome.Decided(Decision.of(new Hangup()));
  private static final Outcome IDLE = new Outcome.NothingToSay();

  private final MovedTime time = new MovedTime();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final IngressMetrics metrics = new IngressMetrics(meters, List.of(Mts.PLATFORM));
  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryInstructionView view = new InMemoryInstructionView();
  private final InMemoryInstructionOutcomeLog outcomes = new InMemoryInstructionOutcomeLog(broker);
  private final Connected mts = connected(new Mts().dialect(settings()), "mts");
  private final PollAnswers one = instance();
  private final PollAnswers other = instance();

  private PollAnswers instance() {
    return new PollAnswers(view, outcomes, metrics, time.clock(), time.scheduler());
  }

  private static DialectSettings settings() {
    return DialectSettings.defaults(new IntegrationId("acme"));
  }

  private static Connected connected(PbxDialect dialect, String platform) {
    var integration = Connections.integration("acme", platform, "key-of-acme-0001").build();
    return new Connected(integration, Gate.closed(), dialect, null);
  }

  private WaitingInstruction waiting(String id, CallId call) {
    OffsetDateTime now = time.clock().instant().atOffset(ZoneOffset.UTC);
    return new WaitingInstruction(
        id,
        new IntegrationId("acme"),
        call,
        new Hangup(),
        "crm/acme-kontur",
        now,
        now.plusSeconds(60));
  }

  private Outcome poll(PollAnswers instance) {
    return instance.answer(mts, new Reading.Poll(CALL), Context.root());
  }

  @Test
  void saysNothingWhenNothingWaits() {
    assertThat(poll(one)).isEqualTo(IDLE);
    assertThat(outcomes.outcomes()).isEmpty();
  }

  @Test
  void offersWhatWaitsOnceAndRecordsIt() {
    view.put(waiting("first", CALL));

    assertThat(poll(one)).isEqualTo(HANGS_UP);
    assertThat(poll(one)).isEqualTo(IDLE);

    assertThat(outcomes.outcomes())
        .containsExactly(
            new InstructionOutcome(
                "first/offered",
                "first",
                new IntegrationId("acme"),
                CALL,
                InstructionOutcome.Outcome.OFFERED,
                null,
                time.clock().instant().atOffset(ZoneOffset.UTC)));
    assertThat(meters.get("ringbus.instructions.offered").counter().count()).isEqualTo(1);
  }

  @Test
  void offersFromAnyInstanceUntilItIsTakenAway() {
    view.put(waiting("first", CALL));
    assertThat(poll(other)).isEqualTo(HANGS_UP);

    view.remove(waiting("first", CALL).key());

    assertThat(poll(one)).isEqualTo(IDLE);
    assertThat(poll(other)).isEqualTo(IDLE);
  }

  @Test
  void offersTheNextOfTheSameCall() {
    view.put(waiting("first", CALL));
    assertThat(poll(one)).isEqualTo(HANGS_UP);

    view.put(waiting("second", CALL));

    assertThat(poll(one)).isEqualTo(HANGS_UP);
    assertThat(outcomes.outcomes())
        .extracting(InstructionOutcome::instruction)
        .containsExactly("first", "second");
  }

  @Test
  void offersOnceToPollsAtTheSameTime() {
    view.put(waiting("first", CALL));

    List<Outcome> answers = IntStream.range(0, 64).parallel().mapToObj(_ -> poll(one)).toList();

    assertThat(answers).containsOnlyOnce(HANGS_UP);
  }

  @Test
  void doesNotOfferWhatHasExpired() {
    view.put(waiting("first", CALL));
    time.move(Duration.ofSeconds(60));

    assertThat(poll(one)).isEqualTo(IDLE);
    assertThat(outcomes.outcomes()).isEmpty();
  }

  @Test
  void doesNotOfferWhatWaitsForAnotherCall() {
    view.put(waiting("first", new CallId("9007199254740992")));

    assertThat(poll(one)).isEqualTo(IDLE);
  }

  @Test
  void doesNotOfferWhatTheDialectCannotSay() {
    view.put(waiting("first", CALL));
    Connected sipsim = connected(new SipSim().dialect(settings()), "sipsim");

    assertThat(one.answer(sipsim, new Reading.Poll(CALL), Context.root())).isEqualTo(IDLE);
    assertThat(outcomes.outcomes()).isEmpty();
  }

  @Test
  void answersWithoutWaitingForTheBrokerAndRecordsLater() {
    view.put(waiting("first", CALL));
    broker.down();

    assertThat(poll(one)).isEqualTo(HANGS_UP);
    assertThat(outcomes.outcomes()).isEmpty();
    broker.up();
    time.move(Duration.ofSeconds(2));

    await().until(() -> outcomes.outcomes().size() == 1);
  }

  @Test
  void countsWhatCannotBeRecorded() {
    view.put(waiting("first", CALL));
    broker.down();
    assertThat(poll(one)).isEqualTo(HANGS_UP);

    time.move(Duration.ofMinutes(1));

    assertThat(meters.get("ringbus.lost").tag("what", "instruction-outcomes").counter().count())
        .isEqualTo(1);
  }
}
