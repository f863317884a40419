package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.integration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.bus.testkit.InMemoryDecisionLog;
import dev.ringbus.bus.testkit.InMemoryInstructionOutcomeLog;
import dev.ringbus.bus.testkit.InMemoryInstructionView;
import dev.ringbus.bus.testkit.InMemoryOfferLog;
import dev.ringbus.bus.testkit.InMemoryPollLog;
import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.ingress.http.Arrival;
import dev.ringbus.ingress.http.Credentials;
import dev.ringbus.ingress.spool.BrokerCircuit;
import dev.ringbus.ingress.spool.Spool;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Plan;
import dev.ringbus.model.SecretSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The pipeline in time that is moved, with ports that a test completes when it likes. */
class CallPipelineTest {

  private static final String KEY = "key-of-acme-0001";
  private static final Decision OTHERWISE = Decision.of(new Instruction.Hangup());
  private static final Plan PLAN = Connections.plan("acme", Duration.ofSeconds(1), OTHERWISE);

  @TempDir Path folder;

  private final MovedTime time = new MovedTime();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final InMemoryConfigurationView configuration = new InMemoryConfigurationView();
  private final InMemoryDecisionLog decisionLog = new InMemoryDecisionLog(new InMemoryBroker());
  private final InMemoryInstructionView instructions = new InMemoryInstructionView();
  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryOfferLog offers =
      new InMemoryOfferLog(new InMemoryInstructionOutcomeLog(broker));
  private final BrokerCircuit circuit = new BrokerCircuit(time.clock(), Duration.ofHours(1));
  private final ControlledEvents events = new ControlledEvents();
  private final ControlledDecisions decisions = new ControlledDecisions();
  private Integrations integrations;
  private CallPipeline pipeline;

  @BeforeEach
  void assemble() {
    List<DialectProvider> dialects = List.of(new FakeDialect());
    IngressMetrics metrics = new IngressMetrics(meters, List.of(FakeDialect.PLATFORM));
    integrations = new Integrations(configuration, dialects, new SecretSource(Map.of(), folder));
    Decider decider = new Decider(decisions, circuit, () -> "the question", time.clock());
    // Never opened: it takes nothing.
    Spool spool = new Spool(folder, 0, Schedulers.immediate(), meters);
    pipeline =
        new CallPipeline(
            integrations,
            new DurableEvents(
                events,
                spool,
                circuit,
                new RecentEvents(100),
                metrics,
                Duration.ofMillis(500),
                time.scheduler()),
            decider,
            new DecisionJournal(decisionLog, decisions, decider, circuit, metrics),
            new PollAnswers(
                instructions,
                offers,
                circuit,
                new PollReports(new InMemoryPollLog(broker), metrics, time.scheduler()),
                metrics,
                time.clock(),
                time.scheduler()),
            metrics,
            Duration.ofMillis(50),
            time.clock(),
            time.scheduler());
    configuration.set(
        Configuration.of(List.of(integration("acme", "fake", KEY).plan(PLAN).build(), PLAN)));
    integrations.start();
  }

  @Test
  void answersWhenBothTheStoreAndRoutingHaveAnswered() {
    CompletableFuture<PbxResponse> answer = answer("question");
    assertThat(decisions.asked).hasSize(1);
    decisions.reply(Decision.of(new Instruction.Pause(1)));
    assertThat(answer).isNotDone();
    events.stored.tryEmitEmpty();

    assertThat(answer)
        .isCompletedWithValueMatching(
            is(new Outcome.Decided(Decision.of(new Instruction.Pause(1)))));
  }

  @Test
  void asksAndStoresAtTheSameTime() {
    assertThat(answer("question")).isNotDone();

    assertThat(decisions.asked)
        .extracting(DecisionRequest::deadline)
        .containsExactly(time.clock().instant().plusMillis(950));
    assertThat(events.appended).hasSize(1);
  }

  @Test
  void answersAtTheDeadlineLessTheMargin() {
    CompletableFuture<PbxResponse> answer = answer("question");
    events.stored.tryEmitEmpty();

    time.move(Duration.ofMillis(949));
    assertThat(answer).isNotDone();
    time.move(Duration.ofMillis(1));

    assertThat(answer).isCompletedWithValueMatching(is(new Outcome.Decided(OTHERWISE)));
  }

  @Test
  void answersADecisionThatCameInTimeAlthoughNothingIsStored() {
    CompletableFuture<PbxResponse> answer = answer("question");
    decisions.reply(Decision.of(new Instruction.Pause(1)));

    time.move(Duration.ofMillis(950));

    assertThat(answer)
        .isCompletedWithValueMatching(
            is(new Outcome.Decided(Decision.of(new Instruction.Pause(1)))));
  }

  @Test
  void countsTheBudgetFromTheReceipt() {
    Instant received = time.clock().instant();
    time.move(Duration.ofMillis(940));
    CompletableFuture<PbxResponse> answer =
        pipeline.answer(arrival("question", received)).toFuture();
    assertThat(answer).isNotDone();

    time.move(Duration.ofMillis(10));

    assertThat(answer).isCompletedWithValueMatching(is(new Outcome.Decided(OTHERWISE)));
  }

  @Test
  void answersAtOnceWhatHasTakenTooLongToArrive() {
    Instant received = time.clock().instant();
    time.move(Duration.ofSeconds(5));

    CompletableFuture<PbxResponse> answer =
        pipeline.answer(arrival("question", received)).toFuture();
    time.move(Duration.ZERO);

    assertThat(answer).isCompletedWithValueMatching(is(new Outcome.Decided(OTHERWISE)));
    assertThat(events.appended).hasSize(1);
    time.move(Duration.ofMillis(400));
    events.stored.tryEmitEmpty();
    assertThat(count("lost", "events")).as("the broker had its time").isZero();
  }

  @Test
  void saysOfAReportThatItIsNotStoredWhenTheDeadlinePasses() {
    CompletableFuture<PbxResponse> answer = answer("report");

    time.move(Duration.ofMillis(950));

    assertThat(answer).isCompletedWithValueMatching(is(new Outcome.NotStored()));
  }

  @Test
  void neitherStoresNorAsksForAPollOrAProbe() {
    assertThat(answer("poll")).isCompletedWithValueMatching(is(new Outcome.NothingToSay()));
    assertThat(answer("probe")).isCompletedWithValueMatching(is(new Outcome.NothingToSay()));

    assertThat(events.appended).isEmpty();
    assertThat(decisions.asked).isEmpty();
    assertThat(count("polled")).isEqualTo(1);
    assertThat(count("probed")).isEqualTo(1);
  }

  @Test
  void goesToItsEndWithoutTheClient() {
    pipeline
        .answer(arrival("question", time.clock().instant()))
        .subscribe(_ -> {}, _ -> {})
        .dispose();
    decisions.reply(OTHERWISE);
    events.stored.tryEmitEmpty();

    assertThat(events.cancelled).isFalse();
    assertThat(decisionLog.records()).hasSize(1);
    assertThat(count("answered")).isEqualTo(1);
    assertThat(answer("question")).isDone();
    assertThat(events.appended).as("known to be stored, and not stored again").hasSize(1);
  }

  @Test
  void acknowledgesAReportThatIsStoredInTime() {
    CompletableFuture<PbxResponse> answer = answer("report");
    time.move(Duration.ofMillis(470));
    assertThat(answer).isNotDone();
    events.stored.tryEmitEmpty();

    assertThat(answer).isCompletedWithValueMatching(is(new Outcome.NothingToSay()));
  }

  @Test
  void answersAtOnceWhenTheBrokerIsKnownToBeDown() {
    for (int i = 0; i < 3; i++) {
      circuit.failed(new IllegalStateException("away"));
      time.move(Duration.ofSeconds(1));
    }

    assertThat(answer("question")).isCompletedWithValueMatching(is(new Outcome.Decided(OTHERWISE)));
    assertThat(answer("report")).isCompletedWithValueMatching(is(new Outcome.NotStored()));
    assertThat(decisions.asked).isEmpty();
    assertThat(events.appended).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fault", "fault-in-reply"})
  void answersNeutrallyWhenOurOwnCodeFails(String path) {
    CompletableFuture<PbxResponse> answer = answer(path);
    events.stored.tryEmitEmpty();

    assertThat(answer).isCompletedWithValueMatching(is(new Outcome.NotStored()));
    assertThat(count("failed")).isEqualTo(1);
  }

  @Test
  void answersWhenARequestBreaksOff() {
    Arrival broken =
        new Arrival(
            FakeDialect.PLATFORM,
            "acme",
            new Credentials(List.of(KEY), Optional.empty()),
            Optional.empty(),
            Mono.error(new IOException("reset")),
            time.clock().instant(),
            Context.root());

    assertThat(pipeline.answer(broken).toFuture())
        .isCompletedWithValueMatching(response -> response.body().text().equals("UNREADABLE"));
    assertThat(count("broken-off")).isEqualTo(1);
  }

  @Test
  void refusesInTheDialect() {
    assertThat(answer("nowhere"))
        .isCompletedWithValueMatching(
            response -> response.status() == 400 && response.body().text().equals("UNKNOWN_PATH"));
    assertThat(count("unknown-path")).isEqualTo(1);
  }

  @Test
  void waitsForTheConfigurationThatItStartsWith() {
    configuration.ready(false);
    assembleAnew();
    CompletableFuture<PbxResponse> answer = answer("probe");
    time.move(Duration.ofMillis(100));
    assertThat(answer).isNotDone();

    configuration.ready(true);
    time.move(Duration.ofMillis(100));

    assertThat(answer).isCompletedWithValueMatching(is(new Outcome.NothingToSay()));
  }

  @Test
  void answersNeutrallyWhenTheConfigurationDoesNotCome() {
    configuration.ready(false);
    assembleAnew();
    CompletableFuture<PbxResponse> answer = answer("question");

    time.move(Plan.DEFAULT_DEADLINE);

    assertThat(answer).isCompletedWithValueMatching(is(new Outcome.NotStored()));
    assertThat(count("not-ready")).isEqualTo(1);
    assertThat(events.appended).isEmpty();
  }

  private void assembleAnew() {
    meters.clear();
    assemble();
  }

  private CompletableFuture<PbxResponse> answer(String path) {
    return pipeline.answer(arrival(path, time.clock().instant())).toFuture();
  }

  private static Arrival arrival(String path, Instant receivedAt) {
    return new Arrival(
        FakeDialect.PLATFORM,
        "acme",
        new Credentials(List.of(KEY), Optional.empty()),
        Optional.empty(),
        Mono.just(new PbxRequest("GET", path, "", List.of(), Body.EMPTY, receivedAt)),
        receivedAt,
        Context.root());
  }

  private static Predicate<PbxResponse> is(Outcome outcome) {
    return response -> response.body().text().equals(outcome.toString());
  }

  private double count(String name, String what) {
    return meters.get("ringbus." + name).tag("what", what).counter().count();
  }

  private double count(String result) {
    return meters.get("ringbus.requests").tag("result", result).counter().count();
  }
}
