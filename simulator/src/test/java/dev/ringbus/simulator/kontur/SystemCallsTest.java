package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.simulator.kontur.SystemCalls.Form;
import dev.ringbus.simulator.web.WebAnswer.Response;
import dev.ringbus.simulator.web.WebRequest;
import dev.ringbus.simulator.web.WebServer;
import dev.ringbus.simulator.web.WholeBody;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The buttons of the CRM, against a hub that answers as a test says. */
class SystemCallsTest {

  private static final String ECHO = "X-XCOM-Integration-Echo";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();

  @Test
  void asksForACallThatIsThenToldUnderItsId() throws Exception {
    try (Workspaces workspace = Workspaces.open();
        WebServer hub = hub(UnaryOperator.identity());
        SystemCalls calls = calls(workspace, hub)) {
      SystemAnswer answer = calls.call(Told.USER, "+79000000001");

      assertThat(answer.isTaken()).isTrue();
      String id = answer.communicationId().orElseThrow();
      assertThat(asked)
          .containsExactly(
              """
              POST /kontur/acme/key/api/v1/demo/communications/call {"communicationId":"%s",\
              "fromUserId":"%s","clientPhone":"+79000000001"}\
              """
                  .formatted(id, Told.USER));

      workspace.told().useKey(keys.getFirst());
      workspace
          .told()
          .tell(
              "call-started",
              Told.started(Told.CALL, ", \"communicationId\": \"" + id + "\"")
                  .replace("inbound", "outbound"));
      KnownCall call = workspace.crm().call(Told.CALL).orElseThrow();
      assertThat(call.communicationId()).isEqualTo(id);
      assertThat(call.asked().orElseThrow().fromUserId()).isEqualTo(Told.USER);
      assertThat(workspace.crm().violations()).isEmpty();
    }
  }

  @Test
  void hearsThatACallFailed() throws Exception {
    try (Workspaces workspace = Workspaces.open();
        WebServer hub = hub(UnaryOperator.identity());
        SystemCalls calls = calls(workspace, hub)) {
      String id = calls.call(Told.USER, "+79000000001").communicationId().orElseThrow();
      workspace.told().tell("call-failed", "{\"communicationId\": \"" + id + "\"}");

      KnownCall call = workspace.crm().calls().getFirst();
      assertThat(call.notices(Operation.CALL_FAILED)).hasSize(1);
      assertThat(workspace.crm().violations()).isEmpty();
    }
  }

  @Test
  void pressesEveryOtherButton() throws Exception {
    try (Workspaces workspace = Workspaces.open();
        WebServer hub = hub(UnaryOperator.identity());
        SystemCalls calls = calls(workspace, hub)) {
      calls.hangUp("c1", Told.LEG, Told.USER, Form.LONG);
      calls.hangUp("c1", Told.LEG, Told.USER, Form.SHORT);
      calls.synchronize();
      calls.upgrade();

      String leg = "{\"realtimeCallItemId\":\"" + Told.LEG + "\",\"userId\":\"" + Told.USER + "\"}";
      assertThat(asked)
          .containsExactly(
              "POST /kontur/acme/key/api/v1/demo/communications/c1/hangup " + leg,
              "POST /kontur/acme/key/communications/hangup " + leg,
              "POST /kontur/acme/key/communications/sync {}",
              "POST /kontur/acme/key/setup/upgrade {}");
      assertThat(keys).doesNotHaveDuplicates();
    }
  }

  @Test
  void noticesAnEchoThatIsLostOrChanged() throws Exception {
    List<UnaryOperator<String>> changes =
        List.of(
            echo -> echo.replace("  ", " "),
            echo -> echo.toLowerCase(Locale.ROOT),
            echo -> echo.replace("\"", ""),
            _ -> "");
    for (UnaryOperator<String> change : changes) {
      try (Workspaces workspace = Workspaces.open();
          WebServer hub = hub(change);
          SystemCalls calls = calls(workspace, hub)) {
        assertThat(calls.synchronize().isTaken()).isFalse();
        assertThat(workspace.crm().violations())
            .extracting(Violation::rule)
            .containsExactly(Rule.ECHO);
      }
    }
  }

  private static SystemCalls calls(Workspaces workspace, WebServer hub) {
    return workspace
        .crm()
        .systemCalls(URI.create("http://127.0.0.1:" + hub.port() + "/kontur/acme/key"));
  }

  private WebServer hub(UnaryOperator<String> echo) throws Exception {
    return WebServer.start(0, request -> new WholeBody(body -> answer(request, body, echo)));
  }

  private Response answer(WebRequest request, byte[] body, UnaryOperator<String> echo) {
    asked.add(request + " " + new String(body, StandardCharsets.UTF_8));
    keys.add(request.header("X-XCOM-AccessKey").orElse(""));
    String returned = echo.apply(request.header(ECHO).orElseThrow());
    return returned.isEmpty() ? Replies.ok() : Replies.ok().with(ECHO, returned);
  }
}
