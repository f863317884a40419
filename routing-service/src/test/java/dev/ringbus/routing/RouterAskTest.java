package dev.ringbus.routing;

import static dev.ringbus.routing.Bench.ask;
import static dev.ringbus.routing.Bench.integration;
import static dev.ringbus.routing.Bench.plan;
import static dev.ringbus.routing.Bench.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Platform;
import dev.ringbus.routing.ask.CrmServer;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Rules that ask a CRM. */
class RouterAskTest extends RouterFixture {

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
    Duration nearlyAll = AMPLE.minusMillis(40);
    crm.does(_ -> {
      bench.clock.move(nearlyAll);
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
    assertThat(reply.latency()).isEqualTo(nearlyAll);
    assertThat(crm.requests()).hasSize(1);
    assertThat(bench.skipped("late")).isEqualTo(1);
  }

  @Test
  void stopsWhenTheDeadlinePassed() {
    crm.does(_ -> {
      bench.clock.move(AMPLE);
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

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
