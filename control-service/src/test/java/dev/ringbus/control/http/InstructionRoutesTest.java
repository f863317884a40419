package dev.ringbus.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.control.instruct.Answer;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallCommand.Withdraw;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.wire.Json;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

class InstructionRoutesTest {

  private static final String CALL = "/api/v1/calls/acme-mts/17/instructions";
  private static final String EXTENSION = "{\"forward\":{\"to\":[\"0306\"],\"as\":\"extension\"}}";

  private final SteeredCalls hub = new SteeredCalls();
  private final ControlRoutes routes = hub.routes(new SomeCalls());
  private final WebTestClient client = WebTestClient.bindToRouterFunction(routes.routes()).build();

  private EntityExchangeResult<byte[]> send(
      HttpMethod method, String path, String body, int status, String... headers) {
    WebTestClient.RequestBodySpec request =
        client
            .method(method)
            .uri(URI.create(path))
            .header("Authorization", "Bearer " + SteeredCalls.TOKEN);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .returnResult();
  }

  private JsonNode post(String path, String body, String... headers) {
    EntityExchangeResult<byte[]> result = send(HttpMethod.POST, path, body, 202, headers);
    JsonNode instruction = json(result);
    Documented.isAsDocumented(routes, instruction, "InstructionView");
    assertThat(result.getResponseHeaders().getFirst("Location"))
        .isEqualTo("/api/v1/instructions/" + instruction.get("id").asString());
    return instruction;
  }

  private String refused(String path, String body, int status) {
    JsonNode problem = json(send(HttpMethod.POST, path, body, status));
    Documented.isAsDocumented(routes, problem, "Problem");
    return problem.get("detail").asString();
  }

  private JsonNode find(String id) {
    JsonNode found = json(send(HttpMethod.GET, "/api/v1/instructions/" + id, "", 200));
    Documented.isAsDocumented(routes, found, "InstructionView");
    return found;
  }

  private static JsonNode json(EntityExchangeResult<byte[]> result) {
    return Json.mapper().readTree(result.getResponseBodyContent());
  }

  @Test
  void makesACommandOfAnInstruction() {
    JsonNode answer = post(CALL + "?expiresAfter=PT30S&offerAgainAfter=2", EXTENSION);

    assertThat(answer.toString())
        .isEqualTo(
            """
            {"id":"id-1","integration":"acme-mts","callId":"17","state":"requested",\
            "instruction":{"forward":{"to":["0306"],"as":"extension"}},"source":"api",\
            "requestedAt":"2026-03-01T09:00:05Z","expiresAt":"2026-03-01T09:00:35Z",\
            "offerAgainAfter":2,\
            "history":[{"state":"requested","at":"2026-03-01T09:00:05Z"}]}\
            """);
    assertThat(hub.commands())
        .containsExactly(
            new Instruct(
                "id-1",
                SteeredCalls.NOW.atOffset(ZoneOffset.UTC),
                CallKey.parse("acme-mts:17"),
                new Forward(List.of("0306"), Destination.EXTENSION, false, null, true, false),
                "api",
                SteeredCalls.NOW.plusSeconds(30).atOffset(ZoneOffset.UTC),
                2));
    assertThat(find("id-1")).isEqualTo(answer);
  }

  @Test
  void waitsAMinuteUnlessToldOtherwise() {
    assertThat(post(CALL, "{\"hangup\":{}}").get("expiresAt").asString())
        .isEqualTo("2026-03-01T09:01:05Z");
  }

  @Test
  void takesACallWhoseIdHasAnySign() {
    JsonNode answer =
        post("/api/v1/calls/acme-mts/35%3A52%2Fdc%255c%20%D0%96/instructions", EXTENSION);

    assertThat(answer.get("callId").asString()).isEqualTo("35:52/dc%5c Ж");
    assertThat(hub.commands().getFirst().key()).isEqualTo("acme-mts:35:52/dc%5c Ж");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ?                      | {"forward":{"to":["1",{}],"then":1}} | forward.then: unknown key; known are as, earlyMedia, final, record, ringFor, to; forward.to[1]: expected a text, found a map
          ?                      | {"hungup":{}}   | hungup: unknown key; did you mean hangup?
          ?                      | ``              | body: expected a value in JSON, found nothing
          ?                      | hangup          | body: expected one value in JSON with each key once, it is not at line 1, column 1
          ?expiresAfter=60       | {"hangup":{}}   | expiresAfter is a duration from PT1S to PT1H, not '60'
          ?expiresAfter=PT0.5S   | {"hangup":{}}   | expiresAfter is a duration from PT1S to PT1H, not 'PT0.5S'
          ?expiresAfter=PT1H0.1S | {"hangup":{}}   | expiresAfter is a duration from PT1S to PT1H, not 'PT1H0.1S'
          ?offerAgainAfter=0     | {"hangup":{}}   | offerAgainAfter is a whole number from 1 to 100, not '0'
          ?offerAgainAfter=101   | {"hangup":[]}   | offerAgainAfter is a whole number from 1 to 100, not '101'; hangup: expected {}, found a list
          ?again=1               | {"hangup":{}}   | there is no parameter again
          """)
  void namesEveryFaultOfARequest(String query, String body, String detail) {
    assertThat(refused(CALL + query, body, 400)).isEqualTo(detail);
    assertThat(hub.commands()).isEmpty();
  }

  @Test
  void refusesABodyThatIsNoInstructionForItsSize() {
    assertThat(refused(CALL, "{\"hangup\":{}}" + " ".repeat(1 << 20), 400))
        .isEqualTo("body: expected an instruction, found one too large to be it");
  }

  @Test
  void knowsTheIntegrationsThatThereAre() {
    assertThat(refused("/api/v1/calls/acme/17/instructions", EXTENSION, 404))
        .isEqualTo("there is no integration acme");
    assertThat(refused("/api/v1/calls/Acme/17/instructions", EXTENSION, 400))
        .startsWith("an integration is named");
  }

  @Test
  void refusesAtOnceWhatAPlatformCannotDoDuringACall() {
    assertThat(refused("/api/v1/calls/acme-uis/17/instructions", "{\"hangup\":{}}", 409))
        .isEqualTo("hangup is not possible during a call on comagic");
  }

  @Test
  void refusesAtOnceWhatNoPollTakes() {
    assertThat(refused(CALL, "{\"whisper\":{\"file\":\"hint.mp3\"}}", 409))
        .isEqualTo("whisper is not possible on the poll");
    assertThat(refused(CALL, "{\"forward\":{\"to\":\"12\",\"as\":\"extension\"}}", 409))
        .startsWith("forward takes ");
    assertThat(hub.commands()).isEmpty();
  }

  @Test
  void refusesAtOnceWhatAnOutgoingCallDoesNotTake() {
    hub.happens("17", CallEventType.CALL_STARTED, Direction.OUTBOUND);

    assertThat(refused(CALL, "{\"hangup\":{}}", 409))
        .isEqualTo(
            "hangup is not possible on the poll of an outgoing call,"
                + " which takes forward as pbx and return alone");
    assertThat(hub.commands()).isEmpty();
    post(CALL, "{\"return\":{}}");
  }

  @Test
  void refusesAtOnceWhatAnIncomingCallDoesNotTake() {
    String toLogin = "{\"forward\":{\"to\":\"80004951234567306\",\"as\":\"pbx\"}}";
    post(CALL, toLogin);
    hub.happens("17", CallEventType.CALL_STARTED, Direction.INBOUND);

    assertThat(refused(CALL, toLogin, 409)).startsWith("forward takes ");
  }

  @Test
  void refusesWhatComesAfterTheEndOfTheCall() {
    hub.happens("17", CallEventType.CALL_ENDED, Direction.INBOUND);

    assertThat(refused(CALL, EXTENSION, 409)).isEqualTo("the call ended at 2026-03-01T09:00:05Z");
  }

  @Test
  void makesOneInstructionOfARequestThatIsRepeated() {
    JsonNode first = post(CALL, EXTENSION, "Idempotency-Key", "a");
    hub.becomes(first.get("id").asString(), Outcome.ACCEPTED, 1, null);

    JsonNode second = post(CALL, EXTENSION, "Idempotency-Key", "a");
    assertThat(second.get("id")).isEqualTo(first.get("id"));
    assertThat(second.get("state").asString()).isEqualTo("accepted");
    assertThat(hub.commands()).hasSize(1);

    assertThat(post(CALL, EXTENSION, "Idempotency-Key", "b").get("id"))
        .isNotEqualTo(first.get("id"));
    String other = CALL.replace("17", "18");
    assertThat(post(other, EXTENSION, "Idempotency-Key", "a").get("id"))
        .isNotEqualTo(first.get("id"));
    assertThat(
            json(send(HttpMethod.POST, CALL, "{\"hangup\":{}}", 409, "Idempotency-Key", "a"))
                .get("detail")
                .asString())
        .startsWith("this Idempotency-Key stands for another instruction");
    send(HttpMethod.POST, CALL, EXTENSION, 400, "Idempotency-Key", "a", "Idempotency-Key", "b");
  }

  @Test
  void leavesNothingThatWaitsWhenTheBrokerIsAway() {
    hub.broker.down();
    assertThat(refused(CALL, EXTENSION, 503)).startsWith("the broker does not answer");
    hub.broker.up();

    assertThat(json(send(HttpMethod.GET, CALL, "", 200)).get("items")).isEmpty();
    send(HttpMethod.GET, "/api/v1/instructions/id-1", "", 404);
  }

  @Test
  void repeatsWhatTheBrokerDidNotTakeUnderTheSameId() {
    hub.broker.down();
    send(HttpMethod.POST, CALL, EXTENSION, 503, "Idempotency-Key", "a");
    hub.broker.up();

    String id = post(CALL, EXTENSION, "Idempotency-Key", "a").get("id").asString();
    assertThat(post(CALL, EXTENSION, "Idempotency-Key", "a").get("id").asString()).isEqualTo(id);
    assertThat(hub.commands()).hasSize(1);
  }

  @Test
  void waitsForTheBrokerNoLongerThanItsTime() {
    hub.broker.silent();
    Mono<Answer> answer = hub.instructions().request(hub.wish(), Context.root());

    StepVerifier.withVirtualTime(() -> answer, () -> hub.time, Long.MAX_VALUE)
        .thenAwait(SteeredCalls.STORED_WITHIN)
        .verifyError(BrokerUnavailable.class);
    hub.broker.up();
    assertThat(json(send(HttpMethod.GET, CALL, "", 200)).get("items")).isEmpty();
  }

  @Test
  void saysThatItIsNotReady() {
    hub.configuration.ready(false);

    assertThat(refused(CALL, EXTENSION, 503)).contains("configuration");
  }

  @Test
  void saysThatTheDatabaseDoesNotAnswerBeforeAnythingIsDone() {
    hub.store.goesAway();

    assertThat(refused(CALL, EXTENSION, 503)).contains("database");
    send(HttpMethod.GET, "/api/v1/instructions/id-1", "", 503);
    send(HttpMethod.DELETE, "/api/v1/instructions/id-1", "", 503);
    assertThat(hub.commands()).isEmpty();
  }

  @Test
  void tellsTheWholeStory() {
    post(CALL, EXTENSION);
    hub.becomes("id-1", Outcome.OFFERED, 3, null);
    hub.becomes("id-1", Outcome.ACCEPTED, 1, null);
    hub.becomes("id-1", Outcome.OFFERED, 3, null);
    hub.becomes("id-1", Outcome.WITHDRAWN, 9, "the call ended, and nothing proved it");

    JsonNode found = find("id-1");
    assertThat(found.get("state").asString()).isEqualTo("withdrawn");
    assertThat(found.get("reason").asString()).isEqualTo("the call ended, and nothing proved it");
    assertThat(found.get("history").toString())
        .isEqualTo(
            """
            [{"state":"requested","at":"2026-03-01T09:00:05Z"},\
            {"state":"accepted","at":"2026-03-01T09:00:06Z"},\
            {"state":"offered","at":"2026-03-01T09:00:08Z"},\
            {"state":"withdrawn","at":"2026-03-01T09:00:14Z",\
            "reason":"the call ended, and nothing proved it"}]\
            """);
  }

  @Test
  void listsTheInstructionsOfACallWhoeverWantedThem() {
    post(CALL, EXTENSION);
    hub.becomes("button/1", Outcome.REJECTED, 2, "no such live call");

    JsonNode page = json(send(HttpMethod.GET, CALL + "?size=1", "", 200));
    Documented.isAsDocumented(routes, page, "InstructionViewPage");
    assertThat(page.get("items").get(0).get("id").asString()).isEqualTo("button/1");
    assertThat(page.get("items").get(0).get("state").asString()).isEqualTo("rejected");
    String next = page.get("next").asString();
    JsonNode rest = json(send(HttpMethod.GET, CALL + "?size=1&after=" + next, "", 200));
    assertThat(rest.get("items").get(0).get("id").asString()).isEqualTo("id-1");
    assertThat(rest.has("next")).isFalse();
    assertThat(find("button%2F1").get("reason").asString()).isEqualTo("no such live call");
  }

  @Test
  void takesAnInstructionBackThatWaits() {
    post(CALL, EXTENSION);
    hub.becomes("id-1", Outcome.ACCEPTED, 1, null);

    JsonNode answer = json(send(HttpMethod.DELETE, "/api/v1/instructions/id-1", "", 202));

    assertThat(answer.get("state").asString()).isEqualTo("accepted");
    assertThat(hub.commands().getLast())
        .isInstanceOfSatisfying(
            Withdraw.class,
            withdraw -> {
              assertThat(withdraw.instruction()).isEqualTo("id-1");
              assertThat(withdraw.call()).isEqualTo(CallKey.parse("acme-mts:17"));
            });
  }

  @Test
  void takesASecondOfferBack() {
    post(CALL + "?offerAgainAfter=2", EXTENSION);
    hub.becomes("id-1", Outcome.OFFERED, 1, null);

    send(HttpMethod.DELETE, "/api/v1/instructions/id-1", "", 202);

    assertThat(hub.commands().getLast()).isInstanceOf(Withdraw.class);
  }

  @ParameterizedTest
  @CsvSource({"OFFERED", "DELIVERED", "EXPIRED", "WITHDRAWN", "REJECTED"})
  void takesNothingBackThatIsOver(Outcome outcome) {
    post(CALL, EXTENSION);
    hub.becomes("id-1", outcome, 1, null);

    JsonNode problem = json(send(HttpMethod.DELETE, "/api/v1/instructions/id-1", "", 409));

    assertThat(problem.get("detail").asString())
        .isEqualTo("instruction id-1 is " + outcome.wireName() + " already");
    assertThat(hub.commands()).hasSize(1);
  }

  @Test
  void knowsNoOtherInstructions() {
    send(HttpMethod.GET, "/api/v1/instructions/none", "", 404);
    send(HttpMethod.DELETE, "/api/v1/instructions/none", "", 404);
    send(HttpMethod.PUT, "/api/v1/instructions/none", "", 405);
    send(HttpMethod.GET, CALL + "?after=elsewhere", "", 400);
  }
}
