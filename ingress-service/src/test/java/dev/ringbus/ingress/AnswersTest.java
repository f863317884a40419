package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionRecord;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What a PBX of each platform is answered, whatever routing and the broker do. */
class AnswersTest {

  /** For tests that wait until it has passed; a question has to be asked before. */
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  /** For what has to come in time, on a machine that is busy with other things too. */
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private static RunningIngress ingress;

  private final CallId call =
      new CallId(Long.toString(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)));

  @BeforeAll
  static void start() {
    ingress =
        new RunningIngress("--ringbus.ingress.margin=100ms", "--ringbus.ingress.probe-every=10ms");
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @BeforeEach
  void everythingWorks() {
    ingress.bringBrokerBack();
    ingress.decisions.stopServing();
  }

  @ParameterizedTest
  @EnumSource(names = "SIPSIM", mode = EnumSource.Mode.EXCLUDE)
  void answersWhatRoutingDecides(Pbx pbx) {
    configure(pbx, AMPLE, Decision.NEUTRAL);
    ingress
        .decisions
        .server()
        .serve((request, _) -> Mono.just(reply(request.correlationId(), pbx.decision())));

    assertAnswer(pbx, pbx.decided(call));

    DecisionRecord record = recorded(pbx);
    assertThat(record.decision()).isEqualTo(pbx.decision());
    assertThat(record)
        .extracting(
            DecisionRecord::plan,
            DecisionRecord::planVersion,
            DecisionRecord::rule,
            DecisionRecord::source,
            DecisionRecord::fallback,
            DecisionRecord::late)
        .containsExactly("acme", "v1", "closed", DecisionSource.RULE, false, false);
    assertThat(record.eventId()).isIn(stored(pbx).stream().map(CallEvent::id).toList());
    assertThat(record.latency()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(names = "SIPSIM", mode = EnumSource.Mode.EXCLUDE)
  void answersOtherwiseWhenRoutingIsSilent(Pbx pbx) {
    configure(pbx, pbx.decision());

    assertAnswer(pbx, pbx.decided(call));

    assertThat(ingress.decisions.questions())
        .anyMatch(asked -> asked.event().callId().equals(call));
    DecisionRecord record = recorded(pbx);
    assertThat(record.source()).isEqualTo(DecisionSource.OTHERWISE);
    assertThat(record.fallback()).isTrue();
    assertThat(record.remarks()).containsExactly("routing did not answer in time");
    assertThat(stored(pbx)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "SIPSIM", mode = EnumSource.Mode.EXCLUDE)
  void answersOtherwiseWhenRoutingDoesNotKnowThePlanYet(Pbx pbx) {
    configure(pbx, AMPLE, pbx.decision());
    ingress
        .decisions
        .server()
        .serve((request, _) -> Mono.just(withoutPlan(request.correlationId())));

    assertAnswer(pbx, pbx.decided(call));

    assertThat(recorded(pbx).fallback()).isTrue();
    assertThat(recorded(pbx).remarks()).containsExactly("routing has no plan: not here");
  }

  @ParameterizedTest
  @EnumSource(names = "SIPSIM", mode = EnumSource.Mode.EXCLUDE)
  void answersNeutrallyWhenRoutingIsSilentAndThereIsNoOtherwise(Pbx pbx) {
    configure(pbx, Decision.NEUTRAL);

    assertAnswer(pbx, pbx.neutral(call));

    assertThat(recorded(pbx).source()).isEqualTo(DecisionSource.NEUTRAL);
    assertThat(recorded(pbx).fallback()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = "SIPSIM", mode = EnumSource.Mode.EXCLUDE)
  void answersNeutrallyWithoutAPlanAndAsksNobody(Pbx pbx) {
    ingress.configure(pbx.integration(null));

    assertAnswer(pbx, pbx.neutral(call));

    assertThat(ingress.decisions.questions())
        .noneMatch(asked -> asked.event().callId().equals(call));
    assertThat(recorded(pbx).plan()).isNull();
    assertThat(recorded(pbx).fallback()).isFalse();
    assertThat(stored(pbx)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "SIPSIM", mode = EnumSource.Mode.EXCLUDE)
  void adaptsOtherwiseToWhatThePbxCanDo(Pbx pbx) {
    List<Instruction> both = new ArrayList<>(List.of(new Instruction.Return()));
    both.addAll(pbx.decision().instructions());
    configure(pbx, new Decision(both));

    assertAnswer(pbx, pbx.decided(call));

    assertThat(recorded(pbx).decision()).isEqualTo(pbx.decision());
    assertThat(recorded(pbx).remarks()).hasSize(2).last().asString().startsWith("return");
  }

  @ParameterizedTest
  @EnumSource(names = "SIPSIM", mode = EnumSource.Mode.EXCLUDE)
  void recordsAReplyThatComesTooLate(Pbx pbx) {
    configure(pbx, Decision.NEUTRAL);
    Sinks.Empty<Void> answered = Sinks.empty();
    ingress
        .decisions
        .server()
        .serve((request, _) ->
            answered
                .asMono()
                .then(Mono.fromSupplier(() -> reply(request.correlationId(), pbx.decision()))));

    assertAnswer(pbx, pbx.neutral(call));
    answered.tryEmitEmpty();

    await().until(() -> ingress.decisionLog.records(pbx.key(call)).size() == 2);
    DecisionRecord first = ingress.decisionLog.records(pbx.key(call)).getFirst();
    DecisionRecord late = ingress.decisionLog.records(pbx.key(call)).getLast();
    assertThat(late.late()).isTrue();
    assertThat(late.fallback()).isFalse();
    assertThat(late.id()).isEqualTo(first.id());
    assertThat(late.decision()).isEqualTo(pbx.decision());
    assertThat(late.latency()).isGreaterThanOrEqualTo(first.latency());
  }

  @Test
  void answersComagicWhenBrokerIsDown() {
    answersWhenBrokerIsDown(Pbx.COMAGIC);
  }

  @Test
  void answersCallInteractiveWhenBrokerIsDown() {
    answersWhenBrokerIsDown(Pbx.CALLINTERACTIVE);
  }

  @Test
  void answersMtsWhenBrokerIsDown() {
    answersWhenBrokerIsDown(Pbx.MTS);
  }

  private void answersWhenBrokerIsDown(Pbx pbx) {
    configure(pbx, AMPLE, pbx.decision());
    ingress.broker.down();

    assertAnswer(pbx, pbx.decided(call));
    assertThat(stored(pbx)).isEmpty();

    ingress.broker.up();
    await().until(() -> !stored(pbx).isEmpty());
    assertThat(stored(pbx)).extracting(CallEvent::type).startsWith(CallEventType.CALL_STARTED);
  }

  @Test
  void acknowledgesSipSimWhenBrokerIsDown() {
    ingress.configure(Pbx.SIPSIM.integration(null));
    ingress.broker.down();

    assertAnswer(Pbx.SIPSIM, "");
    assertThat(stored(Pbx.SIPSIM)).isEmpty();

    ingress.broker.up();
    await().until(() -> stored(Pbx.SIPSIM).size() == 1);
  }

  @ParameterizedTest
  @EnumSource
  void answersInTimeWhenTheBrokerIsSilent(Pbx pbx) {
    if (pbx == Pbx.SIPSIM) { // it asks nothing, and is answered when the spool has the event
      configure(pbx, AMPLE, Decision.NEUTRAL);
    } else {
      configure(pbx, DEADLINE, pbx.decision());
    }
    ingress.broker.silent();

    assertAnswer(pbx, pbx == Pbx.SIPSIM ? "" : pbx.decided(call));

    ingress.broker.up();
    await().until(() -> !stored(pbx).isEmpty());
  }

  @Test
  void keepsTheOrderOfACallWhoseFirstEventsAreInTheSpool() {
    ingress.configure(Pbx.SIPSIM.integration(null));
    ingress.broker.down();
    for (int minute = 10; minute < 20; minute++) {
      assertThat(ingress.send(sipsimAt(minute)).status()).isEqualTo(200);
    }
    ingress.broker.up();
    for (int minute = 20; minute < 30; minute++) {
      assertThat(ingress.send(sipsimAt(minute)).status()).isEqualTo(200);
    }

    await().until(() -> stored(Pbx.SIPSIM).size() == 20);
    assertThat(stored(Pbx.SIPSIM)).extracting(event -> event.occurredAt().getMinute()).isSorted();
  }

  private String sipsimAt(int minute) {
    return Pbx.SIPSIM.request(call).replace("05:28", "05:" + minute);
  }

  private void configure(Pbx pbx, Decision otherwise) {
    configure(pbx, DEADLINE, otherwise);
  }

  private void configure(Pbx pbx, Duration deadline, Decision otherwise) {
    Plan plan = plan("acme", deadline, otherwise);
    ingress.configure(List.<ConfigResource>of(pbx.integration(plan), plan));
  }

  private void assertAnswer(Pbx pbx, String body) {
    Response response = ingress.send(pbx.request(call));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(body);
  }

  private List<CallEvent> stored(Pbx pbx) {
    return ingress.events.events(pbx.key(call));
  }

  private DecisionRecord recorded(Pbx pbx) {
    assertThat(ingress.decisionLog.records(pbx.key(call))).hasSize(1);
    return ingress.decisionLog.records(pbx.key(call)).getFirst();
  }

  private static DecisionReply withoutPlan(String correlationId) {
    return new DecisionReply(
        correlationId,
        Decision.NEUTRAL,
        null,
        null,
        null,
        DecisionSource.NEUTRAL,
        Duration.ofMillis(3),
        List.of("not here"));
  }

  private static DecisionReply reply(String correlationId, Decision decision) {
    return new DecisionReply(
        correlationId,
        decision,
        "acme",
        "v1",
        "closed",
        DecisionSource.RULE,
        Duration.ofMillis(3),
        List.of());
  }
}
