package dev.ringbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.Secret;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import dev.ringbus.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

class SipSimPbxTest {

  private static final Account A = Accounts.sipsim();
  private static final Account B = Accounts.signedSipsim();

  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

  private static final List<String> CHAIN =
      List.of(
          "incoming_call_start",
          "incoming_call_start_chain_member_call",
          "incoming_call_end_chain_member_call BUSY",
          "incoming_call_start_chain_member_call",
          "incoming_call_end_chain_member_call BUSY",
          "incoming_call_start_chain_member_call",
          "incoming_call_answer",
          "incoming_call_end_chain_member_call ANSWER",
          "incoming_call_end ANSWER");

  @Test
  void letsTheThirdEmployeeOfAChainAnswer() throws Exception {
    Simulated simulated = Simulated.calls(A, 1, Simulated.silentHub(A));

    assertThat(course(simulated)).isEqualTo(CHAIN);
    List<Parameters> told = simulated.requests().stream().map(SipSimPbxTest::parameters).toList();
    assertThat(told)
        .extracting(each -> each.text("pbx_id"))
        .containsOnly(told.getFirst().text("pbx_id"));
    assertThat(told.getLast().text("duration")).isEqualTo("102.0");
    assertThat(told.getLast().text("audio_path"))
        .startsWith("https://vrecords.call-tracking.by/monitor/");
    assertThat(told.getFirst().text("receiver"))
        .isEqualTo(told.getLast().text("receiver"))
        .isNotEqualTo(told.get(6).text("receiver"));
    assertThat(told.get(6).text("receiver")).isEqualTo(told.get(5).text("receiver"));
    assertThat(simulated.summary().conclusion()).isEqualTo(Conclusion.ALL_VALID);
  }

  @Test
  void takesTurnsWithGetAndPostInGenerationA() throws Exception {
    Simulated simulated = Simulated.calls(A, 2, Simulated.silentHub(A));

    List<PbxRequest> requests = simulated.requests();
    assertThat(requests.subList(0, 9)).allMatch(request -> request.method().equals("GET"));
    assertThat(requests.subList(9, 12))
        .allSatisfy(request -> {
          assertThat(request.method()).isEqualTo("POST");
          assertThat(request.header("Content-Type")).contains("application/x-www-form-urlencoded");
        });
    assertThat(course(simulated).subList(9, 12))
        .containsExactly("outgoing_call_start", "outgoing_call_answer", "outgoing_call_end ANSWER");
  }

  @Test
  void signsEveryRequestOfGenerationB() throws Exception {
    Simulated simulated = Simulated.calls(B, 3, Simulated.silentHub(B));

    assertThat(course(simulated)).startsWith("test", "incoming_call_start");
    assertThat(course(simulated)).endsWith("incoming_call_end NOANSWER", "voicemail");
    assertThat(simulated.requests())
        .allMatch(request -> request.header("X-Webhook-Signature").isPresent());
    assertThat(simulated.summary().conclusion()).isEqualTo(Conclusion.ALL_VALID);
  }

  @Test
  void isRefusedWhereItsSignatureIsWrong() throws Exception {
    Account other =
        new Account(B.integration(), null, Map.of("signingSecret", new Secret("other")));
    Simulated simulated = Simulated.calls(other, 1, Simulated.silentHub(B));

    assertThat(simulated.summary().conclusion()).isEqualTo(Conclusion.SOME_INVALID);
    assertThat(simulated.summary().platforms().getFirst().valid()).isZero();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsTheWholeCallWhateverTheHubAnswers(Reaction failure) throws Exception {
    Simulated simulated = Simulated.calls(A, 1, _ -> failure);

    assertThat(course(simulated)).isEqualTo(CHAIN);
    assertThat(simulated.summary().platforms().getFirst().valid()).isZero();
  }

  static Stream<Reaction> failures() {
    return Stream.of(
        new Reaction.Answer(PbxResponse.empty(500)),
        new Reaction.Raw("nonsense\r\n\r\n"),
        new Reaction.Drop());
  }

  @Test
  void countsAnEventThatWasNotStoredAsNotTaken() throws Exception {
    Simulated simulated = Simulated.calls(A, 1, Simulated.hub(A, _ -> new Outcome.NotStored()));

    assertThat(simulated.summary().conclusion()).isEqualTo(Conclusion.SOME_INVALID);
    assertThat(simulated.summary().platforms().getFirst().invalid().examples())
        .singleElement()
        .asString()
        .contains("got status 503");
  }

  private static List<String> course(Simulated simulated) {
    return simulated.requests().stream()
        .map(SipSimPbxTest::parameters)
        .map(told -> (told.text("event") + " " + Objects.toString(told.text("status"), "")).strip())
        .toList();
  }

  private static Parameters parameters(PbxRequest request) {
    if (request.method().equals("GET")) {
      return Parameters.ofQuery(request.rawQuery());
    }
    return request.body().text().startsWith("{")
        ? Parameters.of(Json.mapper().readValue(request.body().bytes(), MEMBERS))
        : Parameters.ofForm(request.body());
  }
}
