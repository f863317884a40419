package dev.ringbus.routing;

import static dev.ringbus.routing.Bench.ask;
import static dev.ringbus.routing.Bench.integration;
import static dev.ringbus.routing.Bench.plan;
import static dev.ringbus.routing.Bench.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Pause;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.routing.ask.CrmServer;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RouterTest {

  private static final CallEvent CALL = Calls.comagic();
  private static final Decision FIRST_BRANCH = Decision.of(GoTo.branch("1"));
  private static final Duration AMPLE = Bench.AMPLE;

  private final Bench bench = new Bench();
  private final CrmServer crm = new CrmServer();

  @AfterEach
  void close() {
    bench.close();
    crm.close();
  }

  private static DecisionReply reply(
      Decision decision, String rule, DecisionSource source, String... remarks) {
    return new DecisionReply(
        "q-1", decision, "acme", "v1", rule, source, Duration.ZERO, List.of(remarks));
  }

  private static DecisionReply neutral(String remark) {
    return new DecisionReply(
        "q-1",
        Decision.NEUTRAL,
        null,
        null,
        null,
        DecisionSource.NEUTRAL,
        Duration.ZERO,
        List.of(remark));
  }

  private void answersForward() {
    crm.answers(200, "application/json", "{\"phones\":[\"74959876543\"]}");
  }

  @Test
  void answersWithTheFirstRuleThatApplies() {
    bench.with(
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            rule("two", "call.digits == '2'", GoTo.branch("2")),
            rule("one", "call.digits == '1'", Forward.toNumbers("74959876543")),
            rule("any", null, GoTo.branch("3"))));

    assertThat(bench.ask(CALL))
        .isEqualTo(
            reply(Decision.of(Forward.toNumbers("74959876543")), "one", DecisionSource.RULE));
  }

  @Test
  void knowsCalendarsAndTheIntegrationsClock() {
    bench.with(
        integration(CALL, "acme"),
        Bench.always("office"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            // It is 09:00 in UTC and noon in Moscow.
            rule("noon", "now.getHours() == 12 && open('office')", GoTo.branch("2"))));

    assertThat(bench.ask(CALL))
        .isEqualTo(reply(Decision.of(GoTo.branch("2")), "noon", DecisionSource.RULE));
  }

  @Test
  void passesOverAConditionThatCannotBeEvaluated() {
    bench.with(
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            rule("vip", "call.raw.tariff == 'vip'", GoTo.branch("2")),
            rule("any", null, GoTo.branch("3"))));

    assertThat(bench.ask(CALL))
        .isEqualTo(
            reply(
                Decision.of(GoTo.branch("3")),
                "any",
                DecisionSource.RULE,
                "vip: when asks for a key that is not there"));
    assertThat(bench.skipped("condition")).isEqualTo(1);
  }

  @Test
  void goesOnWhereThePbxCanDoNothing() {
    bench.with(
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            rule("pause", null, new Pause(3)),
            rule("any", null, GoTo.branch("3"))));

    DecisionReply reply = bench.ask(CALL);

    assertThat(reply.rule()).isEqualTo("any");
    assertThat(reply.remarks()).singleElement().asString().startsWith("pause: pause");
    assertThat(bench.skipped("unfit")).isEqualTo(1);
  }

  @Test
  void remarksWhatWasDroppedOfTheDecisionThatWon() {
    bench.with(
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            rule("one", null, new Pause(3), Forward.toNumbers("74959876543"))));

    DecisionReply reply = bench.ask(CALL);

    assertThat(reply.rule()).isEqualTo("one");
    assertThat(reply.decision()).isEqualTo(Decision.of(Forward.toNumbers("74959876543")));
    assertThat(reply.remarks()).singleElement().asString().startsWith("one: pause");
  }

  @Test
  void answersOtherwiseWhenNoRuleDecides() {
    bench.with(
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, rule("two", "call.digits == '2'", GoTo.branch("2"))));

    assertThat(bench.ask(CALL)).isEqualTo(reply(FIRST_BRANCH, null, DecisionSource.OTHERWISE));
  }

  @Test
  void answersNeutrallyWhenOtherwiseIsEmpty() {
    bench.with(integration(CALL, "acme"), plan("acme", "v1", Decision.NEUTRAL));

    assertThat(bench.ask(CALL)).isEqualTo(reply(Decision.NEUTRAL, null, DecisionSource.NEUTRAL));
  }

  @Test
  void saysThatItDoesNotKnowTheIntegrationOrItsPlan() {
    assertThat(bench.with().ask(CALL)).isEqualTo(neutral("no integration acme-uis here"));
    assertThat(bench.with(integration(CALL, "acme")).ask(CALL))
        .isEqualTo(neutral("no plan acme here"));
    assertThat(bench.with(integration(CALL, null)).ask(CALL))
        .isEqualTo(neutral("the integration acme-uis has no plan"));
    assertThat(
            bench
                .with(
                    integration("acme-uis", new Platform("novel"), "acme"),
                    plan("acme", "v1", FIRST_BRANCH))
                .ask(CALL))
        .isEqualTo(neutral("no dialect novel here"));
  }

  @Test
  void doesNotAnswerForAPlatformThatTheIntegrationHasLeft() {
    bench.with(integration(CALL, "acme"), plan("acme", "v1", FIRST_BRANCH));

    assertThat(bench.ask(CALL.toBuilder().platform(Calls.MTS).build()))
        .isEqualTo(
            neutral("the integration acme-uis is comagic now, and the question came from mts"));
  }

  @Test
  void doesNotReplyToAnExpiredQuestion() {
    bench.with(integration(CALL, "acme"), plan("acme", "v1", FIRST_BRANCH));

    assertThat(
            bench
                .router
                .answer(bench.question(CALL, Duration.ZERO), Context.root())
                .blockOptional(AMPLE))
        .isEmpty();
  }

  @Test
  void doesNotReplyBeforeItKnowsTheConfiguration() {
    bench.view.ready(false);
    assertThat(bench.ask(CALL)).isNull();

    Configuration configuration =
        Configuration.of(List.of(integration(CALL, "acme"), plan("acme", "v1", FIRST_BRANCH)));
    bench.view.set(configuration);
    bench.view.ready(true);
    assertThat(bench.ask(CALL)).as("the view knows it, the routes do not yet").isNull();

    bench.routes.take(configuration);
    assertThat(bench.ask(CALL).source()).isEqualTo(DecisionSource.OTHERWISE);
  }

  @Test
  void asksACrm() {
    answersForward();
    bench.with(
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, ask("crm", crm.url("/r"), Calls.COMAGIC, AMPLE)));

    assertThat(bench.ask(CALL))
        .isEqualTo(reply(Decision.of(Forward.toNumbers("74959876543")), "crm", DecisionSource.ASK));
  }

  @Test
  void goesOnWhenACrmDoesNotDecide() {
    crm.answers(200, "application/json", "{}");
    CrmServer other = new CrmServer().answers(500, "text/plain", "");
    bench.with(
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            ask("crm", crm.url("/r"), Calls.COMAGIC, AMPLE),
            ask("other", other.url("/r"), Calls.COMAGIC, AMPLE),
            ask("novel", other.url("/r"), new Platform("novel"), AMPLE),
            rule("any", null, GoTo.branch("3"))));

    assertThat(bench.ask(CALL))
        .isEqualTo(
            reply(
                Decision.of(GoTo.branch("3")),
                "any",
                DecisionSource.RULE,
                "crm: asked, it wants nothing",
                "other: answered with the status 500",
                "novel: no dialect novel here"));
    assertThat(bench.skipped("ask")).isEqualTo(3);
    other.close();
  }

  @Test
  void keepsTheWayBackFromTheTimeThatACrmHas() {
    crm.does(_ -> {
      bench.clock.move(Duration.ofMillis(1460));
      return new Behaviour.Send(CrmServer.write(PbxResponse.of(200, "application/json", "{}")));
    });
    bench.with(
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            ask("slow", crm.url("/r"), Calls.COMAGIC, AMPLE),
            ask("never", crm.url("/r"), Calls.COMAGIC, AMPLE),
            rule("any", null, GoTo.branch("3"))));

    DecisionReply reply = bench.ask(CALL);

    assertThat(reply.rule()).as("what needs no asking still decides").isEqualTo("any");
    assertThat(reply.remarks())
        .containsExactly(
            "slow: asked, it wants nothing", "never: not asked: there was no time left");
    assertThat(reply.latency()).isEqualTo(Duration.ofMillis(1460));
    assertThat(crm.requests()).hasSize(1);
    assertThat(bench.skipped("late")).isEqualTo(1);
  }

  @Test
  void stopsWhenTheDeadlinePassed() {
    crm.does(_ -> {
      bench.clock.move(Duration.ofMillis(1500));
      return new Behaviour.Send(CrmServer.write(PbxResponse.of(200, "application/json", "{}")));
    });
    bench.with(
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, ask("slow", crm.url("/r"), Calls.COMAGIC, AMPLE)));

    assertThat(bench.ask(CALL)).isNull();
  }

  @Test
  void finishesAQuestionWithThePlanItBeganWith() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    crm.does(_ -> {
      asked.countDown();
      awaitUninterruptibly(changed);
      return new Behaviour.Send(CrmServer.write(PbxResponse.of(200, "application/json", "{}")));
    });
    bench.with(
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, ask("slow", crm.url("/r"), Calls.COMAGIC, AMPLE)));
    Mono<DecisionReply> reply =
        bench.router.answer(bench.question(CALL, AMPLE), Context.root()).cache();
    reply.subscribe(_ -> {}, _ -> {});
    asked.await();

    bench.with(integration(CALL, "acme"), plan("acme", "v2", Decision.of(GoTo.branch("2"))));
    changed.countDown();

    assertThat(reply.block(AMPLE).planVersion()).isEqualTo("v1");
    assertThat(reply.block(AMPLE).decision()).isEqualTo(FIRST_BRANCH);
    assertThat(bench.ask(CALL).planVersion()).isEqualTo("v2");
  }

  @Test
  void goesOnRestingWhenSomethingElseChanges() {
    crm.answers(503, "text/plain", "");
    var integration = integration(CALL, "acme");
    var plan = plan("acme", "v1", FIRST_BRANCH, ask("crm", crm.url("/r"), Calls.COMAGIC, AMPLE));
    bench.with(integration, plan);
    for (int i = 0; i < 3; i++) {
      bench.ask(CALL);
    }

    bench.with(integration, plan, plan("other", "v1", FIRST_BRANCH));
    bench.ask(CALL);
    assertThat(crm.requests()).hasSize(3);

    bench.with(
        integration,
        plan("acme", "v2", FIRST_BRANCH, ask("crm", crm.url("/r"), Calls.COMAGIC, AMPLE)));
    bench.ask(CALL);
    assertThat(crm.requests()).as("a changed plan tries at once").hasSize(4);
  }

  @Test
  void answersOtherwiseAfterAFaultOfItsOwn() {
    DialectProvider broken = new BrokenDialect(Dialects.find(Calls.COMAGIC).orElseThrow());
    try (Bench faulty = new Bench(_ -> Optional.of(broken), TracerProvider.noop().get("test"))) {
      faulty.with(
          integration(CALL, "acme"),
          plan("acme", "v1", FIRST_BRANCH, rule("any", null, GoTo.branch("3"))));

      assertThat(faulty.ask(CALL))
          .isEqualTo(
              reply(
                  FIRST_BRANCH,
                  null,
                  DecisionSource.OTHERWISE,
                  "a fault of the routing service: its log has it"));
    }
  }

  @Test
  void keepsOtherIntegrationsWhenOneCannotBeSetUp() {
    Integration wrong =
        new Integration(
            CALL.integration(),
            CALL.platform(),
            null,
            null,
            "acme",
            null,
            Bench.MOSCOW,
            List.of(),
            Duration.ofHours(4),
            List.of(),
            Map.of("contentType", 7L),
            Map.of(),
            "i2");
    CallEvent other = CALL.toBuilder().integration(new IntegrationId("other")).build();
    bench.with(wrong, integration(other, "acme"), plan("acme", "v1", FIRST_BRANCH));

    assertThat(bench.ask(other).source()).isEqualTo(DecisionSource.OTHERWISE);
    assertThat(bench.ask(CALL).remarks())
        .singleElement()
        .asString()
        .startsWith("the option contentType of acme-uis: ");
  }

  @Test
  void tracesTheDecisionAndTheQuestionToTheCrm() {
    List<SpanData> ended = new CopyOnWriteArrayList<>();
    try (SdkTracerProvider provider = tracing(ended);
        Bench traced = new Bench(Dialects::find, provider.get("test"))) {
      answersForward();
      traced.with(
          integration(CALL, "acme"),
          plan("acme", "v1", FIRST_BRANCH, ask("crm", crm.url("/r"), Calls.COMAGIC, AMPLE)));

      traced.ask(CALL);

      SpanData asked = ended.get(0);
      SpanData decided = ended.get(1);
      assertThat(decided.getName()).isEqualTo("decide");
      assertThat(decided.getAttributes().asMap().toString())
          .contains("acme-uis", "ringbus.rule=crm", "ringbus.source=ask")
          .doesNotContain("74952345678");
      assertThat(asked.getName()).isEqualTo("ask comagic");
      assertThat(asked.getParentSpanId()).isEqualTo(decided.getSpanId());
      assertThat(crm.requests().getFirst().header("traceparent"))
          .hasValueSatisfying(value ->
              assertThat(value).startsWith("00-" + asked.getTraceId() + "-" + asked.getSpanId()));
    }
  }

  private static SdkTracerProvider tracing(List<SpanData> ended) {
    return SdkTracerProvider.builder()
        .addSpanProcessor(
            SimpleSpanProcessor.create(
                new SpanExporter() {
                  @Override
                  public CompletableResultCode export(Collection<SpanData> spans) {
                    ended.addAll(spans);
                    return CompletableResultCode.ofSuccess();
                  }

                  @Override
                  public CompletableResultCode flush() {
                    return CompletableResultCode.ofSuccess();
                  }

                  @Override
                  public CompletableResultCode shutdown() {
                    return CompletableResultCode.ofSuccess();
                  }
                }))
        .build();
  }

  @Test
  void countsByWhatDecided() {
    bench.with(
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, rule("two", "call.digits == '2'", GoTo.branch("2"))));
    bench.ask(CALL);
    bench.ask(CALL.toBuilder().digits("2").build());
    bench.ask(CALL.toBuilder().digits("3").build());

    assertThat(decided("otherwise")).isEqualTo(2);
    assertThat(decided("rule")).isEqualTo(1);
  }

  private long decided(String source) {
    return bench
        .meters
        .get("ringbus.rules")
        .tag("platform", "comagic")
        .tag("source", source)
        .timer()
        .count();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
