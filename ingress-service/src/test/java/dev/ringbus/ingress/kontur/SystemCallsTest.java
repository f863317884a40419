package dev.ringbus.ingress.kontur;

import static dev.ringbus.ingress.kontur.Workspaces.KEY;
import static dev.ringbus.ingress.kontur.Workspaces.echo;
import static dev.ringbus.ingress.kontur.Workspaces.post;
import static dev.ringbus.ingress.kontur.Workspaces.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.ingress.RawClient;
import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.ingress.RunningIngress;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallKey;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kontur.CRM is answered when somebody presses a button there. */
class SystemCallsTest {

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

  private static void assertOk(Response response) {
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("\"OK\"");
    assertThat(response.headers()).containsEntry("content-type", "application/json; charset=utf-8");
    assertThat(echo(response)).isEqualTo("echo-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"communications/call", "api/v1/my-workspace/communications/call"})
  void turnsACallIntoACommand(String path) {
    assertOk(ingress.send(post(path, CALL.formatted("c-" + path.length()))));

    assertThat(commands())
        .singleElement()
        .isInstanceOfSatisfying(
            CallCommand.Originate.class,
            command -> {
              assertThat(command.crm()).isEqualTo("acme");
              assertThat(command.communicationId()).isEqualTo("c-" + path.length());
              assertThat(command.fromUserId()).isEqualTo("anna");
              assertThat(command.toUserId()).isNull();
              assertThat(command.clientPhone()).isEqualTo("79031505050");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "communications/hangup",
        "communications/5f0d/hangup",
        "api/v1/my-workspace/communications/hangup",
        "api/v1/my-workspace/communications/5f0d/hangup",
        "communications/hangup/",
        "/communications/hangup?a=b"
      })
  void turnsAHangUpIntoACommand(String path) {
    assertOk(ingress.send(post(path, HANG_UP)));

    assertThat(commands())
        .singleElement()
        .isInstanceOfSatisfying(
            CallCommand.HangUp.class,
            command -> {
              assertThat(command.crm()).isEqualTo("acme");
              assertThat(command.call()).isEqualTo(CallKey.parse("acme-mts:12"));
              assertThat(command.legId()).isEqualTo("acme-mts:12/306");
              assertThat(command.userId()).isEqualTo("anna");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "POST, communications/sync", "POST, api/v1/my-workspace/communications/sync",
    "GET, communications/sync", "PUT, api/v1/my-workspace/communications/sync"
  })
  void turnsAScheduledSynchronizationIntoACommand(String method, String path) {
    assertOk(ingress.send(request(method, "/kontur/acme/" + KEY + "/" + path, "echo-1", "")));

    assertThat(commands())
        .singleElement()
        .isInstanceOfSatisfying(
            CallCommand.Synchronize.class, it -> assertThat(it.crm()).isEqualTo("acme"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"setup/upgrade", "api/v1/my-workspace/setup/upgrade"})
  void acknowledgesAnUpgradeAndDoesNothing(String path) {
    assertOk(ingress.send(post(path, "{\"any\": [\"thing\"]}")));
    assertThat(commands()).isEmpty();
  }

  @Test
  void theSameDeliveredTwiceIsTheSameCommand() {
    assertOk(ingress.send(post("communications/call", CALL.formatted("twice"))));
    assertOk(ingress.send(post("api/v1/ws/communications/call", CALL.formatted("twice"))));
    assertOk(ingress.send(post("communications/hangup", HANG_UP)));
    assertOk(ingress.send(post("communications/5f0d/hangup", HANG_UP)));

    List<String> ids = commands().stream().map(CallCommand::id).toList();
    assertThat(ids).hasSize(4);
    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids.get(3)).isEqualTo(ids.get(2));
  }

  @Test
  void readsTheKeyHoweverItIsEncoded() {
    assertOk(
        ingress.send(
            request(
                "POST",
                "/kontur/acme/" + KEY.replace("-", "%2D") + "/setup/upgrade",
                "echo-1",
                "")));
    assertOk(
        ingress.send(
            request(
                "POST", "http://hub:8080/kontur/acme/" + KEY + "/setup/upgrade", "echo-1", "")));
  }

  @Test
  void leavesToTheCrmWhatTheBrokerDoesNotTake() {
    ingress.broker.down();
    assertNotStored(ingress.send(post("communications/call", CALL.formatted("down"))));
    ingress.broker.silent();
    assertNotStored(ingress.send(post("communications/hangup", HANG_UP)));
    assertNotStored(ingress.send(post("communications/sync", "")));
    assertOk(ingress.send(post("setup/upgrade", "")));

    ingress.broker.up();
    assertOk(ingress.send(post("communications/call", CALL.formatted("down"))));
    assertThat(commands()).hasSize(1);
  }

  private static void assertNotStored(Response response) {
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).isEmpty();
    assertThat(echo(response)).isEqualTo("echo-1");
  }

  @Test
  void storesACommandWhoseClientWentAway() {
    try (RawClient client = new RawClient(ingress.port())) {
      client.send(post("communications/call", CALL.formatted("gone")));
    }

    await().until(() -> commands().size() == 1);
  }

  @Test
  void countsWhatBecameOfThem() {
    double taken = ingress.metric("ringbus.system-calls", "result", "taken");
    double unauthorized = ingress.metric("ringbus.system-calls", "result", "unauthorized");

    ingress.send(post("setup/upgrade", ""));
    ingress.send(request("POST", "/kontur/acme/wrong/setup/upgrade", "", ""));

    assertThat(ingress.metric("ringbus.system-calls", "result", "taken")).isEqualTo(taken + 1);
    assertThat(ingress.metric("ringbus.system-calls", "result", "unauthorized"))
        .isEqualTo(unauthorized + 1);
  }
}
