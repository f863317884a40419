package dev.ringbus.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallCommand.Withdraw;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.InstructionOutcome.Outcome;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class InstructionRoutesTest extends InstructionRequests {

  private JsonNode find(String id) {
    JsonNode found = json(send(HttpMethod.GET, "/api/v1/instructions/" + id, "", 200));
    Documented.isAsDocumented(routes, found, "InstructionView");
    return found;
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

  /** Who asked said nothing of a second offer; the integration does. */
  @Test
  void takesASecondOfferBackThatTheIntegrationMakes() {
    hub.option("offerAgainAfter", 2);
    post(CALL, EXTENSION);
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
