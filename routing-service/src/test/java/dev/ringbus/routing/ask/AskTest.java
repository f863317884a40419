package dev.ringbus.routing.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Rule.AskHttp;
import dev.ringbus.routing.Calls;
import dev.ringbus.routing.ask.AskResult.Failed;
import dev.ringbus.routing.ask.AskResult.Failure;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class AskTest extends AskFixture {

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
  void asksOnceMoreWhenTheConnectionBreaksBeforeAnyAnswer() {
    crm.does(_ ->
        crm.requests().size() == 1
            ? new Behaviour.Reset()
            : new Behaviour.Send(
                CrmServer.write(PbxResponse.of(200, JSON, "{\"phones\":[\"74959876543\"]}"))));

    assertThat(result(posting())).isEqualTo(FORWARDED);
    assertThat(crm.requests()).hasSize(2);

    crm.does(new Behaviour.Reset());
    assertThat(failure(result(posting()))).isEqualTo(Failure.UNREACHABLE);
    assertThat(crm.requests()).as("and no oftener").hasSize(4);
  }

  @Test
  void doesNotAskAgainWhenAnAnswerBreaksOff() {
    crm.does(new Behaviour.SendAndClose(Body.of("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{")));

    assertThat(failure(result(posting()))).isEqualTo(Failure.UNREACHABLE);
    assertThat(crm.requests()).hasSize(1);
  }

  @Test
  void survivesThatTheServerClosesKeptConnections() {
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

    assertThat(result(posting())).isEqualTo(new AskResult.Nothing("asked, it wants nothing"));
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
  void doesNotAskWhatTheDialectCannotSay() {
    CallEvent recording =
        Calls.comagic().toBuilder().type(CallEventType.RECORDING_AVAILABLE).build();

    assertThat(failure(result(posting(), recording))).isEqualTo(Failure.UNSAYABLE);
    assertThat(crm.requests()).isEmpty();
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
}
