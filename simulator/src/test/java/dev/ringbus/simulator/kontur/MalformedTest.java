package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that do not bind. */
class MalformedTest {

  private Workspaces workspace;
  private Told told;

  @BeforeEach
  void open() throws Exception {
    workspace = Workspaces.open();
    told = workspace.told();
  }

  @AfterEach
  void close() throws Exception {
    workspace.close();
  }

  /** In each, the first text of a right request is replaced by the second. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          call-started  | "timestamp"           | "time"             | timestamp
          call-started  | "externalId"          | "id"               | externalId
          call-started  | "externalVatsPhone"   | "vats"             | externalVatsPhone
          call-started  | "direction"           | "way"              | direction
          call-started  | "inbound"             | "in2bound"         | direction
          call-started  | "inbound"             | 7                  | direction
          call-started  | .6152798+00:00        | .61527981+00:00    | timestamp
          call-started  | .6152798+00:00        | .6152798Z          | timestamp
          call-started  | .6152798+00:00        | +0000              | timestamp
          call-started  | T10:38                | T25:38             | timestamp
          call-started  | "+74950000001"        | 74950000001        | externalVatsPhone
          call-event    | "externalId"          | "id"               | communicationId
          call-event    | "externalCallItemId"  | "leg"              | externalCallItemId
          call-event    | "realtimeCallItemId"  | "leg"              | realtimeCallItemId
          call-event    | "timestamp"           | "at"               | timestamp
          call-event    | "appeared"            | "ringing"          | type
          call-event    | "from"                | "source"           | from
          call-event    | "to"                  | "target"           | to
          call-event    | "client"              | "customer"         | from.type
          call-event    | {"type": "client"}    | "client"           | from
          call-finished | "timestamp"           | "at"               | timestamp
          call-finished | "externalId"          | "id"               | communicationId
          call-finished | "inbound"             | "in"               | direction
          call-failed   | "communicationId"     | "id"               | communicationId
          call-recording | "recordingFileId"    | "file"             | recordingFileId
          call-recording | "externalId"         | "id"               | communicationId
          register-call | "externalId"          | "ids"              | externalId
          register-call | "direction"           | "way"              | direction
          register-call | "items"               | "legs"             | items
          register-call | "id"                  | "leg"              | items[0].id
          register-call | "type": "client"      | "kind": "client"   | items[0].from.type
          register-call | "externalCreatedAt": "2022 | "externalCreatedAt": "22 | externalCreatedAt
          register-call | "finishedAt": "2022   | "finishedAt": "22  | items[0].finishedAt
          register-call | "recordings": []      | "recordings": {}   | items[0].recordings
          register-call | "recordings": []      | "recordings": [{}] | items[0].recordings[0].fileId
          """)
  void isRefusedAndNoticed(String method, String text, String instead, String field)
      throws Exception {
    told.start();
    String right = right(method);
    assertThat(right).contains(text);

    HttpResponse<String> answer = told.tell(method, right.replace(text, instead));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(Told.json(answer).path("status").asInt()).isEqualTo(400);
    assertThat(Told.json(answer).path("errors").propertyNames()).contains(field);
    assertThat(workspace.crm().violations())
        .extracting(Violation::rule)
        .containsExactly(Rule.WELL_FORMED);
    assertThat(workspace.crm().call(Told.CALL).orElseThrow().notices()).hasSize(1);
  }

  private static String right(String method) {
    return switch (method) {
      case "call-started" -> Told.started(Told.CALL, "");
      case "call-event" -> Told.event(Told.CALL, Told.LEG, "appeared", 40);
      case "call-finished" -> Told.finished(Told.CALL, 59);
      case "call-failed" -> "{\"communicationId\": \"5f0c\"}";
      case "call-recording" ->
          "{\"externalId\": \"%s\", \"externalCallItemId\": \"%s\", \"recordingFileId\": \"f\"}"
              .formatted(Told.CALL, Told.LEG);
      default -> Told.registration(Told.CALL, "");
    };
  }

  @Test
  void saysItUnderEitherStatus() throws Exception {
    workspace.crm().faults().refusing(Faults.Refusal.CONFLICT);

    HttpResponse<String> answer = told.tell("call-started", "{}");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Told.json(answer).path("status").asInt()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"''", "'['", "'[]'", "'\"text\"'", "'{\"timestamp\":'"})
  void isNoJsonObject(String body) throws Exception {
    assertThat(told.tell("call-started", body).statusCode()).isEqualTo(400);
  }

  @Test
  void asksForJson() throws Exception {
    HttpResponse<String> answer =
        told.send(
            told.request("/api/v1/demo/communications/callbacks/telephony/call-started")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(Told.started(Told.CALL, "")))
                .build());

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(workspace.crm().violations()).hasSize(1);
  }

  @Test
  void letsAnInternalCallBeWithoutAnExternalNumber() throws Exception {
    String internal =
        Told.started(Told.CALL, "")
            .replace("inbound", "internal")
            .replace("\"externalVatsPhone\": \"+74950000001\",", "");

    assertThat(told.tell("call-started", internal).statusCode()).isEqualTo(200);
    assertThat(workspace.crm().violations()).isEmpty();
  }

  @Test
  void letsACallBeRegisteredWithoutAnExternalNumber() throws Exception {
    String unnumbered =
        Told.registration(Told.CALL, "").replace("\"externalVatsPhone\": \"+74950000001\",", "");

    assertThat(told.tell("register-call", unnumbered).statusCode()).isEqualTo(200);
    assertThat(workspace.crm().violations()).isEmpty();
    assertThat(workspace.crm().call(Told.CALL).orElseThrow().registration()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/demo/communications/callbacks/telephony/call-begun",
    "/api/v1/another/communications/callbacks/telephony/call-started",
    "/api/v1/demo/communications/callbacks/telephony/call-started/",
    "/api/v1/demo",
    "/api/v1"
  })
  void hasNoOtherPaths(String path) throws Exception {
    HttpResponse<String> answer =
        told.send(told.request(path).POST(BodyPublishers.ofString("{}")).build());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(workspace.crm().violations())
        .extracting(Violation::rule)
        .containsExactly(Rule.KNOWN_PATH);
  }

  @Test
  void noticesUsersWhomTheWorkspaceDoesNotHave() throws Exception {
    try (Workspaces others = Workspaces.open(it -> it.withUsers(Set.of("another")))) {
      others.told().start();
      others.told().leg("appeared", 40);

      assertThat(others.crm().violations())
          .extracting(Violation::rule)
          .containsExactly(Rule.KNOWN_USER);
    }
  }
}
