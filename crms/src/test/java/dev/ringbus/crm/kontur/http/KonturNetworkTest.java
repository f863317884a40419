package dev.ringbus.crm.kontur.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.crm.testkit.SampleCalls;
import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** What networks and proxies do to answers. */
class KonturNetworkTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final CrmOperation START =
      new CrmOperation(SampleCalls.ringing("12"), null, new CrmAction.Start(SampleCalls.STARTED));
  private static final CrmOperation REGISTRATION =
      new CrmOperation(SampleCalls.finished("12"), "184e7bcd", new CrmAction.Register(List.of()));

  @TempDir Path folder;
  private KonturFixture kontur;

  @BeforeEach
  void open() {
    kontur = new KonturFixture(folder);
    assertThat(push(START)).isNotNull();
  }

  @AfterEach
  void close() {
    kontur.close();
  }

  @Test
  void doesNotKnowWhatACrmDidThatDropsTheConnectionAfterAccepting() {
    answers(new Step.Close());

    assertThat(failure(REGISTRATION)).satisfies(it -> assertEffect(it, Effect.UNKNOWN));
    assertThat(kontur.server.requests("register-call")).hasSize(1);
  }

  @Test
  void doesNotKnowWhatACrmDidThatStopsInItsAnswer() {
    answers(new Step.SendAndClose("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n\"O"));

    assertThat(failure(REGISTRATION)).satisfies(it -> assertEffect(it, Effect.UNKNOWN));
  }

  @Test
  void doesNotKnowWhatACrmDidThatSpeaksNoHttp() {
    answers(new Step.SendAndClose("220 mail.example ESMTP\r\n\r\n"));

    assertThat(failure(REGISTRATION))
        .satisfies(it -> assertEffect(it, Effect.UNKNOWN))
        .hasMessage("register-call: answered with something that is no HTTP");
  }

  @Test
  void doesNotWaitForTheRestOfASlowAnswer() {
    kontur.within(Duration.ofSeconds(1));
    // A machine that is busy with other things may need longer for one of them.
    Retry again = Retry.indefinitely().filter(Transient.class::isInstance);
    assertThat(kontur.connection().gateway().push(START).retryWhen(again).block(AMPLE)).isNotNull();
    answers(new Step.Send("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n\"O"));

    assertThat(failure(REGISTRATION))
        .satisfies(it -> assertEffect(it, Effect.UNKNOWN))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("no answer within 1000 ms");
  }

  @Test
  void followsNoRedirect() {
    ScriptedServer elsewhere = new ScriptedServer();
    try (elsewhere) {
      answers(ScriptedServer.json(307, "", "Location: " + elsewhere.url() + "/api/v1/other/files"));

      assertThat(failure(REGISTRATION)).satisfies(it -> assertEffect(it, Effect.NONE));
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void stopsReadingAnAnswerWithoutEnd() {
    answers(
        new Step.SendForEver(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n\"ab\r\n",
            "5\r\nabcde\r\n"));

    assertThat(failure(REGISTRATION)).satisfies(it -> assertEffect(it, Effect.UNKNOWN));
  }

  @Test
  void judgesALongRefusalByItsStatus() {
    answers(ScriptedServer.json(400, " ".repeat(2 * BoundedBody.LIMIT)));

    assertThat(failure(REGISTRATION)).isInstanceOf(Permanent.class);
    answers(ScriptedServer.json(200, "\"OK\""));
    assertThat(push(REGISTRATION)).isNotNull();
  }

  @Test
  void boundsTheHeadOfAnAnswer() {
    answers(
        new Step.SendAndClose("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n"));

    assertThat(failure(REGISTRATION))
        .satisfies(it -> assertEffect(it, Effect.UNKNOWN))
        .hasMessage("register-call: answered with something that is no HTTP");
  }

  @Test
  void finishesWhatIsUnderWayWhenItIsClosed() {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch arrived = new CountDownLatch(1);
    kontur.server.does(_ -> {
      arrived.countDown();
      await(closed);
      return ScriptedServer.json(200, "\"OK\"");
    });
    Mono<CrmReceipt> underWay = kontur.connection().gateway().push(REGISTRATION).cache();
    underWay.subscribe(_ -> {}, _ -> {});
    assertThat(await(arrived)).isTrue();
    kontur.connection().close();
    closed.countDown();

    assertThat(underWay.block(AMPLE)).isNotNull();
    assertThat(failure(REGISTRATION))
        .satisfies(it -> assertEffect(it, Effect.NONE))
        .hasMessage("register-call: the connection is closed");
  }

  @Test
  void doesNotTakeAProxysPageForAnAnswer() {
    answers(new Step.Send(ScriptedServer.response(200, "text/html", "<html>Please log in</html>")));

    assertThat(failure(REGISTRATION))
        .satisfies(it -> assertEffect(it, Effect.UNKNOWN))
        .hasMessageNotContaining("log in");
  }

  @Test
  void needsTheIdOfAStartedCall() {
    answers(ScriptedServer.json(200, "\"OK\""));

    assertThat(failure(START)).satisfies(it -> assertEffect(it, Effect.UNKNOWN));
  }

  @Test
  void doesNotTakeAnotherCallForTheOneThatItTold() {
    answers(ScriptedServer.json(200, "{\"id\":\"1\",\"externalId\":\"Megafon/acme-mts:13\"}"));

    assertThat(failure(START)).isInstanceOf(Permanent.class).hasMessageContaining("acme-mts:12");
  }

  @Test
  void readsTheExternalIdBehindTheIntegrationsName() {
    answers(ScriptedServer.json(200, "{\"id\":\"1\",\"externalId\":\"Megafon/acme-mts:12\"}"));

    assertThat(push(START).communicationId()).isEqualTo("1");
  }

  @Test
  void refusesWhatLacksItsCall() {
    assertThat(failure(new CrmOperation(null, null, new CrmAction.Register(List.of()))))
        .isInstanceOf(Permanent.class);
    assertThat(failure(new CrmOperation(null, null, new CrmAction.Fail("busy"))))
        .isInstanceOf(Permanent.class);
  }

  @Test
  void refusesMoreThanItMayWaitFor() {
    kontur.with("concurrency", 1).within(Duration.ofSeconds(10));
    assertThat(push(START)).isNotNull();
    kontur.server.does(new Step.Silence());
    // One that is asked and eight that wait: the tenth is one too many, whichever comes last.
    CrmFailure refused =
        Flux.range(0, 10)
            .flatMap(_ -> outcome(REGISTRATION), 10)
            .blockFirst(Duration.ofSeconds(30));

    assertThat(refused)
        .satisfies(it -> assertEffect(it, Effect.NONE))
        .hasMessageContaining("too many operations at once");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void answers(Step step) {
    kontur.server.does(
        request -> KonturFixture.isAuthorization(request) ? kontur.grants(request) : step);
  }

  private CrmReceipt push(CrmOperation operation) {
    return kontur.connection().gateway().push(operation).block(AMPLE);
  }

  private CrmFailure failure(CrmOperation operation) {
    return outcome(operation).blockOptional(AMPLE).orElseThrow();
  }

  private Mono<CrmFailure> outcome(CrmOperation operation) {
    return kontur
        .connection()
        .gateway()
        .push(operation)
        .<CrmFailure>flatMap(_ -> Mono.empty())
        .onErrorResume(CrmFailure.class, Mono::just);
  }

  private static void assertEffect(CrmFailure failure, Effect effect) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            Transient.class, it -> assertThat(it.effect()).as(it.getMessage()).isEqualTo(effect));
  }
}
