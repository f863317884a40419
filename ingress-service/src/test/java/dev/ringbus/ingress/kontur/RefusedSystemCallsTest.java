package dev.ringbus.ingress.kontur;

import static dev.ringbus.ingress.kontur.Workspaces.KEY;
import static dev.ringbus.ingress.kontur.Workspaces.OTHER_KEY;
import static dev.ringbus.ingress.kontur.Workspaces.echo;
import static dev.ringbus.ingress.kontur.Workspaces.post;
import static dev.ringbus.ingress.kontur.Workspaces.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.ingress.RunningIngress;
import dev.ringbus.model.CallCommand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** System calls that nobody could execute, and requests that are none. */
class RefusedSystemCallsTest {

  private static final String CALL =
      "{\"communicationId\":\"%s\",\"fromUserId\":\"anna\",\"clientPhone\":\"79031505050\"}";
  private static final String HANG_UP =
      "{\"realtimeCallItemId\":\"acme-mts:12/306\",\"userId\":\"anna\"}";

  private static RunningIngress ingress;

  private int before;

  @BeforeAll
  static void start() {
    ingress = new RunningIngress("--ringbus.ingress.command-within=200ms");
    ingress.configure(Workspaces.all());
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @BeforeEach
  void nothingYet() {
    ingress.broker.up();
    before = ingress.commands.commands().size();
  }

  private List<CallCommand> commands() {
    List<CallCommand> all = ingress.commands.commands();
    return all.subList(before, all.size());
  }

  @Test
  void supportsNoCallThatNobodyCanMake() {
    String body = CALL.formatted("c1");
    assertNotSupported(
        ingress.send(
            request("POST", "/kontur/other/" + OTHER_KEY + "/communications/call", "echo-1", body)),
        "Feature Call is not supported: no PBX is configured to make calls");
    assertNotSupported(
        ingress.send(post("communications/call", body.replace("anna", "vera"))),
        "User vera has no internal number configured");
    assertNotSupported(
        ingress.send(post("communications/call", body.replace("\"clientPhone\"", "\"toUserId\""))),
        "User 79031505050 has no internal number configured");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme-uis:12/306",
        "acme-ivr:12/306",
        "lone-mts:12/306",
        "unknown:12/306",
        "Not One:12/306"
      })
  void supportsNoHangUpThatReachesNoPbx(String leg) {
    Response response =
        ingress.send(post("communications/hangup", HANG_UP.replace("acme-mts:12/306", leg)));

    assertNotSupported(
        response,
        leg.startsWith("Not One")
            ? "Feature Hangup is not supported: the call is none of this PBX"
            : "Feature Hangup is not supported by the PBX of this call");
  }

  /** MTS takes none at the polls of its outgoing service. */
  @ParameterizedTest
  @ValueSource(strings = {"acme-mts:12/caller", "acme-mts:12/caller/2"})
  void supportsNoHangUpThatThePbxTakesOfNoOutgoingCall(String leg) {
    assertNotSupported(
        ingress.send(post("communications/hangup", HANG_UP.replace("acme-mts:12/306", leg))),
        "Feature Hangup is not supported by the PBX of this outbound call");
  }

  @Test
  void supportsNoHangUpOfAnIdThatIsNoneOfOurs() {
    assertNotSupported(
        ingress.send(
            post("communications/hangup", HANG_UP.replace("acme-mts:12/306", "333444555"))),
        "Feature Hangup is not supported: the call is none of this PBX");
  }

  private void assertNotSupported(Response response, String message) {
    assertThat(response.status()).isEqualTo(409);
    assertThat(response.body())
        .isEqualTo(
            "{\"invalidDatas\":[],\"invalidConstraints\":{},\"status\":\"notSupported\",\"message\":\""
                + message
                + "\"}");
    assertThat(echo(response)).isEqualTo("echo-1");
    assertThat(commands()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/kontur/acme/wrong-key-of-acme-0001/communications/call",
        "/kontur/acme/" + KEY + "x/communications/call",
        "/kontur/acme/INBOUND-KEY-OF-ACME-0001/communications/call",
        "/kontur/acme/" + OTHER_KEY + "/communications/call",
        "/kontur/other/" + KEY + "/communications/call",
        "/kontur/nobody/" + KEY + "/communications/call",
        "/kontur/silent/" + KEY + "/communications/call",
        "/kontur/old/" + KEY + "/communications/call",
        "/kontur/ACME/" + KEY + "/communications/call",
        "/kontur/acme//communications/call",
        "/kontur/acme/communications/call",
        "/kontur/acme",
        "/kontur/",
        "/kontur",
        "/kontur/acme/%ZZ/communications/call",
        "/kontur/%E0%A4/%FF/communications/call",
        "/kontur?key=" + KEY,
        "/kontur/acme/wrong-key-of-acme-0001/nothing/here"
      })
  void answersTheSame401WhoeverHasNotTheKey(String target) {
    Response response = ingress.send(request("POST", target, "echo-1", CALL.formatted("c1")));

    assertThat(response)
        .isEqualTo(
            new Response(
                401, Map.of("x-xcom-integration-echo", "echo-1", "content-length", "0"), ""));
    assertThat(commands()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "communications",
        "communications/calls",
        "communications%2Fcall",
        "api/v1/communications/call/a"
      })
  void knowsNoOtherPath(String path) {
    Response response = ingress.send(post(path, "{}"));

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.body()).isEmpty();
    assertThat(echo(response)).isEqualTo("echo-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void takesButtonsByPostAlone(String method) {
    for (String call : List.of("communications/call", "communications/hangup")) {
      String target = "/kontur/acme/" + KEY + "/" + call;
      Response response = ingress.send(request(method, target, "echo-1", ""));

      assertThat(response.status()).isEqualTo(405);
      assertThat(response.headers()).containsEntry("allow", "POST");
      assertThat(echo(response)).isEqualTo("echo-1");
    }
    assertThat(commands()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "communications/call | {} | communicationId",
        "communications/call | {\"communicationId\":\"c\",\"fromUserId\":\"anna\"} | clientPhone",
        "communications/call | not json | not valid JSON",
        "communications/call | [] | request body",
        "communications/hangup | {\"userId\":\"anna\"} | realtimeCallItemId"
      })
  void saysWhatIsWrongWithABody(String path, String body, String what) {
    Response response = ingress.send(post(path, body));

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).contains("\"errors\":{", what, "\"status\":400");
    assertThat(echo(response)).isEqualTo("echo-1");
    assertThat(commands()).isEmpty();
  }

  @Test
  void takesNoBodyThatIsTooLarge() {
    Response response = ingress.send(post("communications/call", " ".repeat(64 * 1024 + 1)));

    assertThat(response.status()).isEqualTo(413);
    assertThat(echo(response)).isEqualTo("echo-1");
  }

  @Test
  void refusesACallOfAWorkspaceWhoseSettingsCannotBeRead() {
    String target = "/kontur/broken/" + KEY + "/communications/call";
    Response response = ingress.send(request("POST", target, "echo-1", CALL.formatted("c1")));

    assertThat(response.status()).isEqualTo(503);
    assertThat(echo(response)).isEqualTo("echo-1");
  }
}
