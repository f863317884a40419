package dev.ringbus.routing;

import static dev.ringbus.routing.Bench.askCrm;
import static dev.ringbus.routing.Bench.integration;
import static dev.ringbus.routing.Bench.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.SecretRef;
import dev.ringbus.routing.ask.CrmServer;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Rules that ask Kontur.CRM who is responsible for the client. */
class RouterCrmTest extends RouterFixture {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Decision TO_MARIA = forward(Destination.EXTENSION, "306");

  private final AtomicInteger keys = new AtomicInteger();

  @Test
  void forwardsToWhomTheCrmNames() {
    redirects("{\"userIds\":[\"maria\",\"dmitry\"]}");
    configured(AMPLE);

    assertThat(bench.ask(CALL))
        .isEqualTo(
            reply(forward(Destination.EXTENSION, "306", "307"), "owner", DecisionSource.ASK));
    assertThat(redirections())
        .extracting(PbxRequest::rawQuery)
        .containsExactly("phoneNumber=" + CALL.clientPhone().withoutPlus());
    assertThat(count("instructed")).isEqualTo(1);
  }

  @Test
  void forwardsToAPublicNumberAsSuch() {
    redirects("{\"userIds\":[\"mobile\",\"maria\"]}");
    configured(AMPLE);

    assertThat(bench.ask(CALL).decision()).isEqualTo(forward(Destination.NUMBER, "79031505050"));
  }

  @Test
  void adaptsTheForwardToThePbx() {
    redirects("{\"userIds\":[\"maria\",\"long\",\"dmitry\"]}");
    CallEvent call = Calls.mts();
    bench.with(
        kontur("v1"),
        integration(call, "acme"),
        plan("acme", "v1", Decision.NEUTRAL, askCrm("owner", "acme-kontur", AMPLE)));

    DecisionReply reply = bench.ask(call);

    assertThat(reply.decision()).isEqualTo(forward(Destination.EXTENSION, "3060"));
    assertThat(reply.remarks()).containsExactly("owner: forward takes one number on MTS, not 3");
  }

  @Test
  void goesOnWhereThePbxCannotFollow() {
    redirects("{\"userIds\":[\"maria\"]}");
    CallEvent call = Calls.mts();
    bench.with(
        kontur("v1"),
        integration(call, "acme"),
        plan("acme", "v1", Decision.NEUTRAL, askCrm("owner", "acme-kontur", AMPLE)));

    DecisionReply reply = bench.ask(call);

    assertThat(reply.source()).isEqualTo(DecisionSource.NEUTRAL);
    assertThat(reply.remarks())
        .singleElement()
        .asString()
        .startsWith("owner: forward takes a short number of four digits");
  }

  @Test
  void goesOnWhenTheCrmKnowsNobody() {
    configured(AMPLE);
    answers(409, "{\"status\":\"notFound\",\"message\":\"Communication not found\"}");
    assertPassed("owner: asked, it names nobody who has a number here");

    redirects("{\"userIds\":[]}");
    assertPassed("owner: asked, it names nobody who has a number here");

    redirects("{\"userIds\":[\"somebody\"]}");
    assertPassed("owner: asked, it names nobody who has a number here");
    assertThat(count("nothing")).isEqualTo(3);
    assertThat(bench.skipped("ask")).isEqualTo(3);
  }

  @Test
  void doesNotAskAboutACallWithoutAClient() {
    redirects("{\"userIds\":[\"maria\"]}");
    configured(AMPLE);

    assertThat(bench.ask(CALL.toBuilder().clientPhone(null).build()).remarks())
        .containsExactly("owner: not asked: the number of the client is not known");
    assertThat(crm.requests()).isEmpty();
    assertThat(count("no-client")).isEqualTo(1);
  }

  @Test
  void goesOnWhenTheCrmFails() {
    configured(AMPLE);
    answers(500, "<html>");
    assertPassed("owner: call-redirect was answered with 500");

    answers(400, "{\"errors\":{\"phoneNumber\":[\"The value \\\"+7999\\\" is wrong.\"]}}");
    assertPassed("owner: call-redirect is invalid: phoneNumber: The value \"…\" is wrong.");
    assertThat(count("unavailable")).isEqualTo(1);
    assertThat(count("refused")).isEqualTo(1);
  }

  @Test
  void goesOnWithoutAccess() {
    configured(AMPLE);
    crm.does(_ -> json(409, "{\"status\":\"notInstalled\",\"message\":\"Not installed\"}"));

    assertPassed(
        "owner: authorize-private-integration was answered with 409: notInstalled, Not installed");
  }

  @Test
  void doesNotWaitBeyondTheRulesTime() {
    silence();
    configured(SHORT);

    assertPassed("owner: no answer within 300 ms");
    assertThat(count("timeout")).isEqualTo(1);
  }

  @Test
  void doesNotWaitBeyondTheDeadline() {
    configured(AMPLE);
    silence();

    assertThat(bench.ask(CALL, Duration.ofMillis(1500)).remarks())
        .containsExactly("owner: no answer within 1450 ms");
  }

  @Test
  void leavesACrmAloneThatFailsAgainAndAgain() {
    configured(AMPLE);
    answers(500, "\"oops\"");
    for (int i = 0; i < 3; i++) {
      bench.ask(CALL);
    }

    assertPassed("owner: not asked: it failed too often just now");
    assertThat(redirections()).hasSize(3);
    assertThat(count("resting")).isEqualTo(1);
  }

  @Test
  void renewsARefusedKeyOnce() {
    configured(AMPLE);
    kontur(request ->
        keys.get() == 1 ? json(401, "\"Unauthorized\"") : json(200, "{\"userIds\":[\"maria\"]}"));

    assertThat(bench.ask(CALL).decision()).isEqualTo(TO_MARIA);
    assertThat(keys).hasValue(2);
    assertThat(redirections())
        .extracting(request -> request.header("X-XCOM-AccessKey").orElseThrow())
        .containsExactly("key-1", "key-2");
  }

  @Test
  void keepsItsKeyWhenSomethingElseChanges() {
    redirects("{\"userIds\":[\"maria\"]}");
    configured(AMPLE);
    bench.ask(CALL);
    bench.with(
        kontur("v1"),
        integration(CALL, "acme"),
        plan("acme", "v2", FIRST_BRANCH, askCrm("owner", "acme-kontur", AMPLE)));
    assertThat(bench.ask(CALL).decision()).isEqualTo(TO_MARIA);
    assertThat(keys).hasValue(1);

    bench.with(
        kontur("v2"),
        integration(CALL, "acme"),
        plan("acme", "v2", FIRST_BRANCH, askCrm("owner", "acme-kontur", AMPLE)));
    assertThat(bench.ask(CALL).decision()).isEqualTo(TO_MARIA);
    assertThat(keys).as("a changed workspace is another").hasValue(2);
  }

  @Test
  void knowsNoCrmThatIsNotConfigured() {
    bench.with(
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, askCrm("owner", "acme-kontur", AMPLE)));

    assertPassed("owner: not asked: there is no CRM acme-kontur here");
    assertThat(count("unknown-crm")).isEqualTo(1);
  }

  @Test
  void doesNotAskACrmOfAnotherTypeOrWithInvalidSettings() {
    bench.with(
        new Crm("other", "amo", crm.url("/"), null, Map.of(), Map.of(), "v1"),
        new Crm("keyless", "kontur", crm.url("/"), null, Map.of(), Map.of(), "v1"),
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            askCrm("one", "other", AMPLE),
            askCrm("two", "keyless", AMPLE)));

    assertThat(bench.ask(CALL).remarks())
        .containsExactly(
            "one: not asked: other is a CRM of the type amo",
            "two: not asked: the CRM keyless: apiKey: expected a secret, found none");
  }

  @Test
  void finishesAQuestionToACrmThatIsRemovedMeanwhile() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch removed = new CountDownLatch(1);
    kontur(_ -> {
      asked.countDown();
      await(removed);
      return json(200, "{\"userIds\":[\"maria\"]}");
    });
    configured(AMPLE);
    Mono<DecisionReply> reply =
        bench.router.answer(bench.question(CALL, AMPLE), Context.root()).cache();
    reply.subscribe(_ -> {}, _ -> {});
    await(asked);

    bench.with(
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, askCrm("owner", "acme-kontur", AMPLE)));
    removed.countDown();

    assertThat(reply.block(AMPLE).decision()).isEqualTo(TO_MARIA);
    assertPassed("owner: not asked: there is no CRM acme-kontur here");
  }

  private void assertPassed(String remark) {
    assertThat(bench.ask(CALL))
        .isEqualTo(reply(FIRST_BRANCH, null, DecisionSource.OTHERWISE, remark));
  }

  private void configured(Duration within) {
    bench.with(
        kontur("v1"),
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, askCrm("owner", "acme-kontur", within)));
  }

  private Crm kontur(String version) {
    return new Crm(
        "acme-kontur",
        "kontur",
        crm.url(""),
        null,
        Map.of(
            "users",
            Map.of("maria", "306", "dmitry", "307", "long", "3060", "mobile", "+79031505050")),
        Map.of("apiKey", new SecretRef.Env("KONTUR_API_KEY")),
        version);
  }

  private void redirects(String answer) {
    answers(200, answer);
  }

  private void answers(int status, String answer) {
    kontur(_ -> json(status, answer));
  }

  private void silence() {
    kontur(_ -> new Behaviour.Silence());
  }

  private void kontur(Function<PbxRequest, Behaviour> redirect) {
    crm.does(request ->
        request.path().startsWith("api/v1/authorization/")
            ? json(
                200,
                "{\"workspace\":{\"name\":\"acme\"},\"accessKey\":\"key-%d\"}"
                    .formatted(keys.incrementAndGet()))
            : redirect.apply(request));
  }

  private static Behaviour json(int status, String body) {
    return new Behaviour.Send(
        CrmServer.write(PbxResponse.of(status, "application/json; charset=utf-8", body)));
  }

  private List<PbxRequest> redirections() {
    return crm.requests().stream()
        .filter(request -> request.path().endsWith("/call-redirect"))
        .toList();
  }

  private long count(String result) {
    return bench.meters.get("ringbus.asks").tag("result", result).timer().count();
  }

  private static Decision forward(Destination as, String... to) {
    return Decision.of(new Forward(List.of(to), as, false, null, true, false));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
