package dev.ringbus.crm.callevent.http;

import static dev.ringbus.crm.callevent.http.CallEventFixture.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFailure.Unauthorized;
import dev.ringbus.crm.callevent.http.CallEventReply.Answered;
import dev.ringbus.crm.callevent.http.CallEventReply.Refused;
import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.crm.testkit.ScriptedServer.Request;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

class CallEventClientTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final MtsCallId CALL = new MtsCallId(9007199254740993L);
  private static final String HANG_UP =
      "{\"CallID\":9007199254740993,\"EventType\":4,\"Param\":\"\"}";

  private final CallEventFixture crm = new CallEventFixture();

  @AfterEach
  void close() {
    crm.close();
  }

  @Test
  void pollsAsThePlatformDoes() {
    crm.server.does(answer(200, HANG_UP));
    try (CallEventClient client = crm.client()) {
      assertThat(client.poll(CALL).block(AMPLE))
          .isEqualTo(new Answered(new Answer.Instructed(Decision.of(new Hangup()))));
    }
    Request poll = crm.server.requests().getFirst();
    assertThat(poll.verb() + " " + poll.target()).isEqualTo("GET /api/CallEvent/9007199254740993");
    assertThat(poll.header("Authorization"))
        .hasValue(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("mts:секрет".getBytes(StandardCharsets.UTF_8)));
    assertThat(poll.body().isEmpty()).isTrue();
  }

  @Test
  void tellsOfAnEventWithTheContentTypeToTheLetter() {
    try (CallEventClient client = crm.client()) {
      assertThat(client.post(started()).block(AMPLE)).isEqualTo(new Answered(new Answer.Nothing()));
    }
    Request post = crm.server.requests().getFirst();
    assertThat(post.verb() + " " + post.target()).isEqualTo("POST /api/CallEvent");
    assertThat(post.headers()).contains("Content-Type: application/json; charset=UTF-8");
    assertThat(post.text()).contains("\"AN\":\"79161234567\"", "\"EventType\":1");
  }

  @Test
  void tellsApartWhatThePlatformIgnoresAndWhatEndsItsRequests() {
    try (CallEventClient client = crm.client()) {
      for (String body :
          List.of("", "OK", "[1]", "\"EventType\"", "{\"EventType\":77}", "\uD83D")) {
        crm.server.does(answer(200, body));
        assertThat(client.post(started()).block(AMPLE))
            .as(body)
            .isInstanceOfSatisfying(
                Answered.class, it -> assertThat(it.answer()).isInstanceOf(Answer.Malformed.class));
      }
      for (int status : new int[] {201, 204, 302, 401, 404, 500, 503}) {
        crm.server.does(
            new Step.SendAndClose(
                status == 204
                    ? "HTTP/1.1 204 No Content\r\n\r\n"
                    : ScriptedServer.response(status, CallEventFixture.JSON, HANG_UP)));
        assertThat(client.post(started()).block(AMPLE)).isEqualTo(new Refused(status));
        assertThat(client.poll(CALL).block(AMPLE)).isEqualTo(new Refused(status));
      }
    }
  }

  @Test
  void readsNoMoreOfAnAnswerThanAReturnCrmDataCanHave() {
    crm.server.does(
        new Step.SendForEver(
            "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n", " ".repeat(4096)));
    try (CallEventClient client = crm.client()) {
      assertThat(client.poll(CALL).block(AMPLE))
          .isEqualTo(new Answered(new Answer.Malformed("expected at most 65536 bytes")));
    }
  }

  @Test
  void waitsNoLongerThanItsLimitForAnAnswerThatDoesNotComeWhole() {
    crm.with("within", "PT0.2S");
    try (CallEventClient client = crm.client()) {
      for (Step step :
          List.of(
              new Step.Silence(),
              new Step.Send("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"))) {
        crm.server.does(step);
        assertThat(failure(client.poll(CALL)))
            .isInstanceOfSatisfying(
                Transient.class,
                it -> assertThat(it.getCause()).isInstanceOf(TimeoutException.class))
            .hasMessage("GET CallEvent: no answer within 200 ms");
      }
      crm.server.does(answer(200, "{}"));
      // A machine that is busy with other things may need longer for one of them.
      Retry again = Retry.indefinitely().filter(Transient.class::isInstance);
      assertThat(client.poll(CALL).retryWhen(again).block(AMPLE))
          .isEqualTo(new Answered(new Answer.Nothing()));
    }
  }

  @Test
  void saysThatNobodyIsThereAndGoesOnWhenSomebodyIs() {
    crm.server.close();
    try (CallEventClient client = crm.client()) {
      assertThat(failure(client.post(started())))
          .isInstanceOfSatisfying(
              Transient.class, it -> assertThat(it.effect()).isEqualTo(Effect.NONE))
          .hasMessage("POST CallEvent: no connection");
    }
  }

  @Test
  void repeatsARequestThatMetWithAConnectionWhichTheCrmWasClosing() {
    AtomicInteger asked = new AtomicInteger();
    crm.server.does(_ -> asked.incrementAndGet() == 2 ? new Step.Close() : answer(200, "{}"));
    try (CallEventClient client = crm.with("concurrency", 1).client()) {
      client.post(started()).block(AMPLE);
      assertThat(client.post(started()).block(AMPLE)).isEqualTo(new Answered(new Answer.Nothing()));
      assertThat(asked).hasValue(3);
    }
  }

  @Test
  void repeatsNothingThatACrmDropsWithoutAWord() {
    crm.server.does(new Step.Close());
    try (CallEventClient client = crm.client()) {
      assertThat(failure(client.post(started())))
          .isInstanceOfSatisfying(
              Transient.class, it -> assertThat(it.effect()).isEqualTo(Effect.UNKNOWN));
      assertThat(crm.server.requests()).hasSize(1);
    }
  }

  @Test
  void saysWhereItLooksForThePassword() {
    try (CallEventClient client = crm.withoutPassword().client()) {
      assertThat(failure(client.activate()))
          .isInstanceOf(Unauthorized.class)
          .hasMessage("expected the password in the environment variable OLD");
      assertThat(crm.server.requests()).isEmpty();
    }
  }

  @Test
  void activatesWithBothTests() {
    try (CallEventClient client = crm.with("un", "4951234567").client()) {
      client.activate().block(AMPLE);
    }
    assertThat(crm.server.requests())
        .extracting(request -> request.verb() + " " + request.target() + " " + request.text())
        .containsExactly(
            "GET /api/CallEvent ",
            "POST /api/CallEvent/0 {\"CallID\":0,\"EventTime\":\"\",\"AN\":\"\","
                + "\"UN\":\"4951234567\",\"DN1\":\"\",\"DN2\":\"\",\"EXT1\":\"\",\"EXT2\":\"\","
                + "\"DTMF\":\"\",\"Generic\":\"\",\"Result\":\"\",\"EventType\":0,"
                + "\"ServiceType\":0}");
  }

  @Test
  void saysWhichTestFailedAndWhy() {
    try (CallEventClient client = crm.client()) {
      crm.server.does(answer(404, "{}"));
      assertThatThrownBy(() -> client.activate().block(AMPLE))
          .isInstanceOf(Transient.class)
          .hasMessage("activation test GET CallEvent: expected status 200, not 404");

      crm.server.does(request -> answer(request.verb().equals("GET") ? 200 : 500, "{}"));
      assertThatThrownBy(() -> client.activate().block(AMPLE))
          .hasMessage("activation test POST CallEvent/0: expected status 200, not 500");

      crm.server.does(new Step.Send(ScriptedServer.response(200, "text/html", "{}")));
      assertThatThrownBy(() -> client.activate().block(AMPLE))
          .hasMessage(
              "activation test GET CallEvent: expected the Content-Type application/json; "
                  + "charset=UTF-8, not another");

      crm.server.does(answer(401, "{}"));
      assertThatThrownBy(() -> client.activate().block(AMPLE)).isInstanceOf(Unauthorized.class);
    }
  }

  private static CrmFailure failure(Mono<?> request) {
    try {
      request.block(AMPLE);
    } catch (CrmFailure failure) {
      return failure;
    }
    throw new AssertionError("expected a failure");
  }

  private static CallEvent started() {
    OffsetDateTime at = OffsetDateTime.parse("2026-11-21T12:00:05+03:00");
    return CallEvent.builder()
        .id("e1")
        .type(CallEventType.CALL_STARTED)
        .integration(new IntegrationId("acme"))
        .platform(new Platform("comagic"))
        .callId(new CallId("12"))
        .occurredAt(at)
        .receivedAt(at)
        .caller(new PhoneNumber("+79161234567"))
        .build();
  }
}
