package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ringbus.standalone.PlainHttp.Answer;
import dev.ringbus.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** A customer's CRM that speaks one vendor's API, asked about the calls of another vendor's PBX. */
@ResourceLock(TestHub.SHARED)
class AskTest {

  private static final List<Asked> ASKED = new CopyOnWriteArrayList<>();

  private static HttpServer crm;

  private final TestHub hub = TestHub.shared();

  private record Asked(String method, String target, String authorization, String body) {}

  @BeforeAll
  static void startCrm() throws IOException {
    crm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    respond(
        "/mts/CallEvent",
        exchange -> {
          String callId = Json.mapper().readTree(body(exchange)).path("CallID").toString();
          return "{\"CallID\":" + callId + ",\"EventType\":1,\"Param\":\"4957654321\"}";
        });
    respond("/comagic", _ -> "{\"phones\":[\"74959876543\",\"79031505050\"]}");
    respond(
        "/callinteractive",
        _ -> "<Response><SimpleTransfer>74957654321</SimpleTransfer></Response>");
    respond("/silent", _ -> "{}");
    crm.start();
    TestHub.shared().apply(withAskingPlans());
    awaitRouting();
  }

  @AfterAll
  static void stopCrm() {
    crm.stop(0);
    TestHub.shared().apply(TestFile.original());
  }

  @BeforeEach
  void forget() {
    ASKED.clear();
  }

  private interface Responder {
    String respondTo(HttpExchange exchange) throws IOException;
  }

  private static void respond(String path, Responder responder) {
    crm.createContext(
        path,
        exchange -> {
          try (exchange) {
            byte[] response = responder.respondTo(exchange).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
          }
        });
  }

  private static String body(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    ASKED.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            authorization == null ? "" : authorization,
            body));
    return body;
  }

  private static String withAskingPlans() {
    String url = "http://127.0.0.1:" + crm.getAddress().getPort();
    return TestFile.original()
            .replace(
                "integrations:\n",
                """
                integrations:
                  asking-uis: {platform: comagic, key: test-key-of-asking-0013, plan: ask-mts}
                  asking-mts: {platform: mts, key: test-key-of-asking-0014, plan: ask-comagic}
                  asking-ivr: {platform: callinteractive, key: test-key-of-asking-0015, plan: ask-ivr}
                """)
        + """

          ask-mts:
            deadline: 10s
            rules:
              - name: old-crm
                ask: {http: "%1$s/mts", dialect: mts, user: hub, password: {file: sipsim-signing-secret}}
                within: 9s
            otherwise: [{goto: {branch: 1}}]

          ask-comagic:
            deadline: 10s
            rules:
              - name: uis-crm
                ask: {http: "%1$s/comagic?token=t", dialect: comagic, method: GET}
                within: 9s
            otherwise: [{goto: {menu: main}}]

          # A CRM that is not there, one that wants nothing, and then one that decides.
          ask-ivr:
            deadline: 10s
            rules:
              - name: gone
                ask: {http: "http://127.0.0.1:1/", dialect: comagic}
                within: 2s
              - name: silent
                ask: {http: "%1$s/silent", dialect: comagic}
                within: 3s
              - name: telphin-crm
                ask: {http: "%1$s/callinteractive", dialect: callinteractive, method: GET}
                within: 4s
            otherwise: [{hangup: {}}]
        """
            .formatted(url);
  }

  @Test
  void asksInTheMtsDialectAboutAComagicCall() {
    Answer answer =
        answer(
            "/comagic/asking-uis?key=test-key-of-asking-0013&cdr_id=9007199254740993"
                + "&numa=74952345678&numb=74951234567",
            "{\"phones\":[\"4957654321\"]}");

    assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
    Asked asked = ASKED.getFirst();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.target()).isEqualTo("/mts/CallEvent");
    assertThat(asked.authorization())
        .isEqualTo(PlainHttp.basic("hub", "test-signing-secret-of-sipsim-0011"));
    JsonNode crmData = Json.mapper().readTree(asked.body());
    assertThat(crmData.path("EventType").toString()).isEqualTo("1");
    assertThat(crmData.path("AN").asString()).isEqualTo("74952345678");
    assertThat(crmData.path("UN").asString()).isEqualTo("74951234567");
    assertDecided("asking-uis:9007199254740993", "old-crm", "[]");
  }

  @Test
  void asksInTheComagicDialectAboutAnMtsCall() {
    String callId = "9007199254740995";
    Answer answer =
        PlainHttp.post(
            hub.url("/mts/asking-mts/CallEvent?key=test-key-of-asking-0014"),
            PlainHttp.JSON,
            """
            {"CallID":%s,"EventTime":"2026-11-20T15:00:00+03:00","AN":"79161234567",\
            "UN":"74951234567","EventType":1,"ServiceType":1}\
            """
                .formatted(callId));

    assertThat(answer.body())
        .isEqualTo("{\"CallID\":" + callId + ",\"EventType\":1,\"Param\":\"74959876543\"}");
    Stored decision = hub.decisions("asking-mts:" + callId, 1).getFirst();
    assertThat(decision.text("rule")).isEqualTo("uis-crm");
    assertThat(decision.text("source")).isEqualTo("ask");
    assertThat(decision.value().path("remarks").toString()).contains("forward takes one number");
  }

  @Test
  void asksOneCrmAfterAnother() {
    answer(
        "/callinteractive/asking-ivr?key=test-key-of-asking-0015&CallAPIID=asked-in-turn",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<Response><SimpleTransfer>74957654321</SimpleTransfer></Response>");

    Stored decision = hub.decisions("asking-ivr:asked-in-turn", 1).getFirst();
    assertThat(decision.text("rule")).isEqualTo("telphin-crm");
    assertThat(decision.value().path("remarks").valueStream().map(JsonNode::asString))
        .hasSize(2)
        .anyMatch(remark -> remark.startsWith("gone: "))
        .anyMatch(remark -> remark.equals("silent: asked, it wants nothing"));
  }

  private void assertDecided(String call, String rule, String remarks) {
    Stored decision = hub.decisions(call, 1).getFirst();
    assertThat(decision.text("source")).isEqualTo("ask");
    assertThat(decision.text("rule")).isEqualTo(rule);
    assertThat(decision.value().path("remarks").toString()).isEqualTo(remarks);
    assertThat(decision.value().path("fallback").asBoolean()).isFalse();
  }

  private Answer answer(String target, String body) {
    Answer answer = PlainHttp.get(hub.url(target));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(body);
    return answer;
  }

  /** Routing follows a change a moment after ingress may: until then the answer is otherwise's. */
  private static void awaitRouting() {
    TestHub hub = TestHub.shared();
    AtomicInteger calls = new AtomicInteger();
    String target = "/callinteractive/asking-ivr?key=test-key-of-asking-0015&CallAPIID=";
    TestHub.await()
        .until(
            () -> PlainHttp.get(hub.url(target + "await-" + calls.incrementAndGet())).body(),
            body -> body.contains("SimpleTransfer"));
  }
}
