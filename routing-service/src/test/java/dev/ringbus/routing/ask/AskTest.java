package dev.ringbus.routing.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Rule.AskHttp;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import dev.ringbus.routing.Calls;
import dev.ringbus.routing.MovableClock;
import dev.ringbus.routing.ask.AskResult.Failed;
import dev.ringbus.routing.ask.AskResult.Failure;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AskTest {

  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final String JSON = "application/json";
  private static final AskResult FORWARDED =
      new AskResult.Instructed(Decision.of(Forward.toNumbers("74959876543")));

  @TempDir private Path secrets;
  private final CrmServer crm = new CrmServer();
  private final MovableClock clock = new MovableClock(Calls.RECEIVED);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Asks> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Asks::close);
    crm.close();
  }

  private Ask prepare(AskHttp rule, AskSettings settings) {
    Asks asks =
        new Asks(
            settings,
            new SecretSource(Map.of("CRM_PASSWORD", "s3cret"), secrets),
            clock,
            meters,
            TracerProvider.noop().get("test"));
    opened.add(asks);
    return asks.prepare(rule, Dialects.find(rule.dialect()).orElseThrow(), ZoneOffset.UTC);
  }

  private Ask prepare(AskHttp rule) {
    return prepare(rule, settings(32));
  }

  private static AskSettings settings(int connections) {
    return new AskSettings(
        Duration.ofSeconds(5), connections, Duration.ofSeconds(4), 3, Duration.ofSeconds(10));
  }

  private AskHttp post(Duration within) {
    return new AskHttp(crm.url("/route"), Calls.COMAGIC, "POST", null, null, within);
  }

  private Ask posting() {
    return prepare(post(AMPLE));
  }

  private static AskResult result(Ask ask, CallEvent event) {
    return ask.about(event, AMPLE, Context.root()).block(AMPLE);
  }

  private static AskResult result(Ask ask) {
    return result(ask, Calls.comagic());
  }

  private static Failure failure(AskResult result) {
    assertThat(result).isInstanceOf(Failed.class);
    return ((Failed) result).failure();
  }

  private static Behaviour send(String raw) {
    return new Behaviour.Send(Body.of(raw));
  }

  private void answersForward() {
    crm.answers(200, JSON, "{\"phones\":[\"74959876543\"]}");
  }

  @Test
  void postsAFormAndReadsTheAnswer() {
    answersForward();

    assertThat(result(posting())).isEqualTo(FORWARDED);

    PbxRequest request = crm.requests().getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("route");
    assertThat(request.rawQuery()).isEmpty();
    assertThat(request.header("Content-Type")).contains("application/x-www-form-urlencoded");
    assertThat(request.body().text()).contains("cdr_id=123", "numa=74952345678");
  }

  @Test
  void getsWithTheParametersAfterTheUrlsOwn() {
    answersForward();
    Ask ask =
        prepare(
            new AskHttp(crm.url("/route?token=a%2Bb"), Calls.COMAGIC, "GET", null, null, AMPLE));

    assertThat(result(ask)).isEqualTo(FORWARDED);

    PbxRequest request = crm.requests().getFirst();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.rawQuery()).startsWith("token=a%2Bb&").contains("cdr_id=123");
    assertThat(request.body().isEmpty()).isTrue();
  }

  @Test
  void asksTheUrlAsItStandsWhateverNodeAsked() {
    answersForward();

    result(posting(), Calls.comagic().toBuilder().node("night").build());

    assertThat(crm.requests().getFirst().path()).isEqualTo("route");
  }

  @Test
  void carriesTheTraceOn() {
    answersForward();
    SpanContext span =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());

    posting().about(Calls.comagic(), AMPLE, Context.root().with(Span.wrap(span))).block(AMPLE);

    assertThat(crm.requests().getFirst().header("traceparent"))
        .hasValueSatisfying(
            value -> assertThat(value).startsWith("00-0af7651916cd43dd8448eb211c80319c-"));
  }

  @Test
  void reusesTheConnection() {
    answersForward();
    Ask ask = prepare(post(AMPLE), settings(1));

    for (int i = 0; i < 5; i++) {
      assertThat(result(ask)).isEqualTo(FORWARDED);
    }

    assertThat(crm.connections()).isEqualTo(1);
  }

  @Test
  void survivesThatTheServerClosesAKeptConnection() {
    answersForward();
    Ask ask = posting();

    for (int i = 0; i < 5; i++) {
      assertThat(result(ask)).isEqualTo(FORWARDED);
      crm.closeConnections();
    }
  }

  @Test
  void understandsThatNothingIsWanted() {
    crm.answers(200, JSON, "{}");

    assertThat(result(posting())).isEqualTo(new AskResult.Nothing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "<html>", "null", "{\"phones\":7}", "\u0000"})
  void callsAnythingElseMalformed(String body) {
    crm.answers(200, JSON, body);

    assertThat(result(posting())).isNotInstanceOf(AskResult.Instructed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HELLO\r\n\r\n",
        "HTTP/1.1 twohundred OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
      })
  void callsWhatIsNoHttpMalformed(String raw) {
    crm.does(send(raw));

    assertThat(failure(result(posting()))).isEqualTo(Failure.MALFORMED);
  }

  @Test
  void boundsTheHeadOfAnAnswer() {
    crm.does(send("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n"));

    assertThat(failure(result(posting()))).isEqualTo(Failure.MALFORMED);
  }

  @Test
  void boundsTheBodyOfAnAnswer() {
    crm.answers(200, JSON, "{\"text\":\"" + "x".repeat(BoundedBody.LIMIT) + "\"}");

    assertThat(failure(result(posting()))).isEqualTo(Failure.TOO_LARGE);
  }

  @Test
  void takesABodyOfExactlyTheLimit() {
    String start = "{\"phones\":[\"74959876543\"]";
    crm.answers(200, JSON, start + " ".repeat(BoundedBody.LIMIT - start.length() - 1) + "}");

    assertThat(result(posting())).isEqualTo(FORWARDED);
  }

  @Test
  void stopsReadingABodyWithoutEnd() {
    crm.does(
        new Behaviour.SendForEver(
            Body.of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Body.of("5\r\nxxxxx\r\n")));

    assertThat(failure(result(posting()))).isEqualTo(Failure.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void followsNoRedirect(int status) {
    crm.does(_ ->
        new Behaviour.Send(
            CrmServer.write(
                PbxResponse.empty(
                    status, new Header("Location", crm.url("/elsewhere").toString())))));

    assertThat(result(posting()))
        .isEqualTo(new Failed(Failure.REFUSED, "answered with the status " + status));
    assertThat(crm.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429})
  void callsAServerInTroubleUnavailable(int status) {
    crm.answers(status, JSON, "{\"phones\":[\"74959876543\"]}");

    assertThat(failure(result(posting()))).isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void callsOtherStatusesRefusals() {
    crm.answers(404, "text/html", "<h1>not here</h1>");

    assertThat(failure(result(posting()))).isEqualTo(Failure.REFUSED);
  }

  @Test
  void doesNotWaitBeyondTheRulesLimit() {
    crm.does(new Behaviour.Silence());

    AskResult result =
        prepare(post(SHORT)).about(Calls.comagic(), AMPLE, Context.root()).block(AMPLE);

    assertThat(result).isEqualTo(new Failed(Failure.TIMEOUT, "no answer within 150 ms"));
  }

  @Test
  void doesNotWaitBeyondWhatIsLeft() {
    crm.does(new Behaviour.Silence());

    AskResult result = posting().about(Calls.comagic(), SHORT, Context.root()).block(AMPLE);

    assertThat(failure(result)).isEqualTo(Failure.TIMEOUT);
  }

  @Test
  void doesNotWaitForTheRestOfAnAnswer() {
    crm.does(send("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"phones\":"));

    assertThat(failure(result(prepare(post(SHORT))))).isEqualTo(Failure.TIMEOUT);
  }

  @Test
  void noticesThatTheConnectionBreaks() {
    crm.does(new Behaviour.Reset());
    assertThat(failure(result(posting()))).isEqualTo(Failure.UNREACHABLE);

    crm.does(new Behaviour.SendAndClose(Body.EMPTY));
    assertThat(failure(result(posting()))).isEqualTo(Failure.UNREACHABLE);

    crm.does(new Behaviour.SendAndClose(Body.of("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{")));
    assertThat(failure(result(posting()))).isEqualTo(Failure.UNREACHABLE);
  }

  @Test
  void noticesThatNobodyListens() {
    URI nobody = crm.url("/route");
    crm.close();

    AskHttp rule = new AskHttp(nobody, Calls.COMAGIC, "POST", null, null, AMPLE);
    assertThat(failure(result(prepare(rule)))).isEqualTo(Failure.UNREACHABLE);
  }

  @Test
  void asksNoMoreAtOnceThanItMay() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(2);
    crm.does(_ -> {
      asked.countDown();
      return new Behaviour.Silence();
    });
    Ask ask = prepare(post(AMPLE), settings(2));
    var waiting =
        Flux.range(0, 2)
            .flatMap(_ -> ask.about(Calls.comagic(), AMPLE, Context.root()))
            .subscribe(_ -> {}, _ -> {});
    asked.await();

    assertThat(failure(result(ask))).isEqualTo(Failure.BUSY);
    waiting.dispose();
    answersForward();
    assertThat(result(ask)).isEqualTo(FORWARDED);
  }

  @Test
  void leavesACrmAloneThatFails() {
    crm.answers(503, JSON, "{}");
    Ask ask = posting();
    for (int i = 0; i < 3; i++) {
      assertThat(failure(result(ask))).isEqualTo(Failure.UNAVAILABLE);
    }

    assertThat(failure(result(ask))).isEqualTo(Failure.RESTING);
    assertThat(crm.requests()).hasSize(3);

    answersForward();
    clock.move(Duration.ofSeconds(10));
    assertThat(result(ask)).isEqualTo(FORWARDED);
    assertThat(result(ask)).isEqualTo(FORWARDED);
  }

  @Test
  void doesNotBlameACrmForTimeThatOthersUsed() {
    crm.does(new Behaviour.Silence());
    Ask ask = posting();

    for (int i = 0; i < 4; i++) {
      assertThat(failure(ask.about(Calls.comagic(), SHORT, Context.root()).block(AMPLE)))
          .isEqualTo(Failure.TIMEOUT);
    }
  }

  @Test
  void doesNotAskWhatTheDialectCannotSay() {
    CallEvent recording =
        Calls.comagic().toBuilder().type(CallEventType.RECORDING_AVAILABLE).build();

    assertThat(failure(result(posting(), recording))).isEqualTo(Failure.UNSAYABLE);
    assertThat(crm.requests()).isEmpty();
  }

  @Test
  void authenticatesWithBasic() {
    answersForward();
    AskHttp rule =
        new AskHttp(
            crm.url("/route"),
            Calls.COMAGIC,
            "POST",
            "ringbus",
            new SecretRef.Env("CRM_PASSWORD"),
            AMPLE);

    assertThat(result(prepare(rule))).isEqualTo(FORWARDED);

    assertThat(crm.requests().getFirst().header("Authorization"))
        .contains("Basic " + base64("ringbus:s3cret"));
  }

  @Test
  void doesNotAskWithoutThePasswordThatItNeeds() {
    AskHttp rule =
        new AskHttp(
            crm.url("/route"),
            Calls.COMAGIC,
            "POST",
            "ringbus",
            new SecretRef.Env("NOT_SET"),
            AMPLE);

    assertThat(result(prepare(rule)))
        .isEqualTo(new Failed(Failure.NO_PASSWORD, "not asked: its password is not set here"));
    assertThat(crm.requests()).isEmpty();
  }

  @Test
  void readsAPasswordAgainAfterItWasRefused() throws IOException {
    Path file = secrets.resolve("crm-password");
    Files.writeString(file, "old\n");
    crm.does(request ->
        request.header("Authorization").equals(Optional.of("Basic " + base64("ringbus:new")))
            ? new Behaviour.Send(
                CrmServer.write(PbxResponse.of(200, JSON, "{\"phones\":[\"74959876543\"]}")))
            : new Behaviour.Send(CrmServer.write(PbxResponse.empty(401))));
    Ask ask =
        prepare(
            new AskHttp(
                crm.url("/route"),
                Calls.COMAGIC,
                "POST",
                "ringbus",
                new SecretRef.File("crm-password"),
                AMPLE));
    assertThat(failure(result(ask))).isEqualTo(Failure.REFUSED);

    Files.writeString(file, "new\n");

    assertThat(result(ask)).isEqualTo(FORWARDED);
  }

  @Test
  void countsByDialectAndResult() {
    answersForward();
    result(posting());
    crm.answers(500, JSON, "{}");
    result(posting());

    assertThat(timed("instructed")).isEqualTo(1);
    assertThat(timed("unavailable")).isEqualTo(1);
  }

  @Test
  void countsAQuestionThatNobodyWaitsForAnyMore() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    crm.does(_ -> {
      asked.countDown();
      return new Behaviour.Silence();
    });
    var waiting =
        posting()
            .about(Calls.comagic(), AMPLE, Context.root())
            .onErrorResume(_ -> Mono.empty())
            .subscribe(_ -> {}, _ -> {});
    asked.await();
    waiting.dispose();

    assertThat(timed("cancelled")).isEqualTo(1);
  }

  private long timed(String result) {
    return meters
        .get("ringbus.asks")
        .tag("dialect", "comagic")
        .tag("result", result)
        .timer()
        .count();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
