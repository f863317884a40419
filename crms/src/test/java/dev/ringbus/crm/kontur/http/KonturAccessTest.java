package dev.ringbus.crm.kontur.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFailure.Unauthorized;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.crm.testkit.SampleCalls;
import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.crm.testkit.ScriptedServer.Request;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import dev.ringbus.model.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Access keys on the wire. */
class KonturAccessTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private KonturFixture kontur;

  @BeforeEach
  void open() {
    kontur = new KonturFixture(folder);
  }

  @AfterEach
  void close() {
    kontur.close();
  }

  @Test
  void fetchesOneKeyForAHundredCallsAtOnce() {
    List<CrmReceipt> receipts = started(100);

    assertThat(receipts).hasSize(100);
    assertThat(kontur.keys).hasValue(1);
  }

  @Test
  void renewsAnExpiredKeyOnceForAHundredCalls() {
    assertThat(started(1)).hasSize(1);
    expire();

    assertThat(started(100)).hasSize(100);
    assertThat(kontur.keys).hasValue(2);
  }

  @Test
  void renewsTheKeyInTime() {
    assertThat(started(1)).hasSize(1);
    kontur.clock.move(Duration.ofMinutes(19));

    assertThat(started(10)).hasSize(10);
    assertThat(kontur.keys).hasValue(2);
    assertThat(kontur.server.requests("call-started"))
        .extracting(request -> request.header("X-XCOM-AccessKey").orElseThrow())
        .startsWith("key-1")
        .endsWith("key-2");
  }

  @Test
  void takesTheWorkspaceFromTheNewKey() {
    kontur.server.does(request ->
        KonturFixture.isAuthorization(request)
            ? ScriptedServer.json(
                200,
                "{\"workspace\":{\"name\":\"acme %d\"},\"accessKey\":\"key\"}"
                    .formatted(kontur.keys.incrementAndGet()))
            : kontur.takes(request));
    assertThat(started(1)).hasSize(1);
    kontur.clock.move(Duration.ofMinutes(19));
    assertThat(started(1)).hasSize(1);

    assertThat(kontur.server.requests("call-started"))
        .extracting(Request::target)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("/api/v1/acme%201/"),
            second -> assertThat(second).startsWith("/api/v1/acme%202/"));
  }

  @Test
  void looksSecretsUpEachTime() throws IOException {
    Files.writeString(folder.resolve("api-key"), "first\n");
    kontur.withSecret("apiKey", new SecretRef.File("api-key"));
    assertThat(started(1)).hasSize(1);
    Files.writeString(folder.resolve("api-key"), "second\n");
    kontur.clock.move(Duration.ofMinutes(19));
    assertThat(started(1)).hasSize(1);

    assertThat(kontur.server.requests("authorize-private-integration"))
        .extracting(request -> request.header("X-XCOM-Integration-ApiKey").orElseThrow())
        .containsExactly("first", "second");
  }

  @Test
  void saysWhereItExpectedTheApiKey() {
    kontur.withSecret("apiKey", new SecretRef.Env("NOT_SET"));

    assertThat(failure())
        .isInstanceOf(Unauthorized.class)
        .hasMessageContaining("expected the API key in the environment variable NOT_SET");
    assertThat(kontur.server.requests()).isEmpty();
  }

  @Test
  void doesNotSendOrShowAKeyThatIsNoHeader() throws IOException {
    Files.writeString(folder.resolve("api-key"), "a\nb");
    kontur.withSecret("apiKey", new SecretRef.File("api-key"));

    assertThat(failure())
        .isInstanceOf(Unauthorized.class)
        .hasMessage("expected plain characters in the API key in the file api-key");
    assertThat(kontur.server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, '\"Unauthorized\"'",
    "409, '{\"status\":\"notInstalled\",\"message\":\"Integration not installed\"}'",
    "200, '{\"workspace\":{\"name\":\"acme\"}}'",
    "200, '{\"accessKey\":\"k\"}'"
  })
  void hasNoAccessWithoutAKey(int status, String body) {
    kontur.server.does(_ -> ScriptedServer.json(status, body));

    assertThat(failure()).isInstanceOf(Unauthorized.class);
    assertThat(kontur.server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "429", "302", "404"})
  void knowsThatNothingWasToldWithoutAKey(int status) {
    kontur.server.does(_ -> ScriptedServer.json(status, "{}", "Retry-After: 9"));

    assertThat(failure())
        .isInstanceOfSatisfying(
            Transient.class, failure -> assertThat(failure.effect()).isEqualTo(Effect.NONE));
    assertThat(kontur.server.requests()).hasSize(1);
  }

  @Test
  void knowsThatNothingWasToldWhileTheKeyIsWaitedFor() {
    kontur.within(Duration.ofMillis(300));
    kontur.server.does(new Step.Silence());

    assertThat(failure())
        .isInstanceOfSatisfying(
            Transient.class, failure -> assertThat(failure.effect()).isEqualTo(Effect.NONE));
  }

  /** From now on only younger keys are good. */
  private void expire() {
    String expired = "key-" + kontur.keys.get();
    kontur.server.does(request ->
        request.header("X-XCOM-AccessKey").filter(expired::equals).isPresent()
            ? ScriptedServer.json(401, "\"Unauthorized\"")
            : kontur.takes(request));
  }

  private List<CrmReceipt> started(int calls) {
    return Flux.merge(
            IntStream.range(0, calls)
                .mapToObj(i -> kontur.connection().gateway().push(start("call-" + i)))
                .toList())
        .collectList()
        .block(AMPLE);
  }

  private static CrmOperation start(String callId) {
    return new CrmOperation(
        SampleCalls.ringing(callId), null, new CrmAction.Start(SampleCalls.STARTED));
  }

  private CrmFailure failure() {
    return kontur
        .connection()
        .gateway()
        .push(start("12"))
        .<CrmFailure>flatMap(_ -> Mono.empty())
        .onErrorResume(CrmFailure.class, Mono::just)
        .blockOptional(AMPLE)
        .orElseThrow();
  }
}
