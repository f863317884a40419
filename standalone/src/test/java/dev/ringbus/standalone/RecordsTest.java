package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.simulator.Account;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The records that a plain consumer finds: keys, headers and values as they are documented. */
@ResourceLock(TestHub.SHARED)
class RecordsTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final TestHub hub = TestHub.shared();

  @Test
  void holdAnEventInJsonWithItsCloudEventsHeaders() {
    PlainHttp.get(
        hub.url(
            "/sipsim/sim?key=test-key-of-sim-0005&event=outgoing_call_end"
                + "&time=2026-11-20T12:00:01.500Z&pbx_id=1557491089.93043&caller=%2B375290000000"
                + "&receiver=%2B375290000001&status=ANSWER&duration=61.25"));

    Stored stored = hub.events().of("sim:1557491089.93043").getFirst();

    assertThat(without(stored, "id", "receivedAt"))
        .isEqualTo(
            """
            {"type":"call.ended","integration":"sim","platform":"sipsim",\
            "callId":"1557491089.93043","direction":"outbound",\
            "occurredAt":"2026-11-20T12:00:01.5Z","caller":"+375290000000",\
            "called":"+375290000001","clientPhone":"+375290000001","linePhone":"+375290000000",\
            "outcome":"answered","duration":"PT61.25S","raw":{"event":"outgoing_call_end",\
            "time":"2026-11-20T12:00:01.500Z","pbx_id":"1557491089.93043",\
            "caller":"+375290000000","receiver":"+375290000001","status":"ANSWER",\
            "duration":"61.25"}}\
            """);
    assertThat(OffsetDateTime.parse(stored.text("receivedAt"))).isNotNull();
    assertThat(stored.headers())
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_id", stored.text("id"))
        .containsEntry("ce_source", "/integrations/sim")
        .containsEntry("ce_type", "ringbus.call.ended.v1")
        .containsEntry("ce_subject", "1557491089.93043")
        .containsEntry("ce_time", "2026-11-20T12:00:01.5Z")
        .containsEntry("ce_dataschema", "urn:ringbus:call-event:v1")
        .containsEntry("content-type", "application/json")
        .containsKey("traceparent");
  }

  @Test
  void holdADecisionWithItsReasons() {
    PlainHttp.get(
        hub.url("/comagic/uis/lobby?key=test-key-of-uis-0001&cdr_id=77001&input_result=2"));

    Stored stored = hub.decisions("uis:77001", 1).getFirst();

    assertThat(without(stored, "id", "eventId", "decidedAt", "planVersion", "latency"))
        .isEqualTo(
            """
            {"integration":"uis","platform":"comagic","callId":"77001",\
            "decision":[{"goto":{"branch":["1","3"]}}],"plan":"reception","rule":"typed-two",\
            "source":"rule","fallback":false,"late":false,"remarks":[]}\
            """);
    assertThat(stored.text("planVersion")).isNotBlank();
    assertThat(Duration.parse(stored.text("latency"))).isPositive();
    assertThat(stored.text("eventId"))
        .isIn(hub.events().of("uis:77001").stream().map(Stored::id).toList());
    assertThat(stored.headers())
        .containsEntry("ce_id", stored.text("id"))
        .containsEntry("ce_type", "ringbus.decision.made.v1")
        .containsEntry("ce_source", "/integrations/uis")
        .containsEntry("ce_subject", "77001")
        .containsEntry("ce_dataschema", "urn:ringbus:decision:v1");
  }

  @Test
  void sayThatNobodyHadAPlan() {
    PlainHttp.Answer answer =
        PlainHttp.get(hub.url("/comagic/without-plan?key=test-key-without-plan-0006&cdr_id=77002"));

    assertThat(answer.body()).isEqualTo("{}");
    Stored stored = hub.decisions("without-plan:77002", 1).getFirst();
    assertThat(stored.text("source")).isEqualTo("neutral");
    assertThat(stored.value().path("remarks").toString())
        .isEqualTo("[\"the integration has no plan\"]");
    assertThat(stored.value().has("plan")).isFalse();
  }

  /**
   * An event that comes twice, in other bytes, is one record; a second event of its kind is two.
   */
  @Test
  void areOneForARepeatedEventAndTwoForTwo() {
    String event =
        "event=incoming_call_start_chain_member_call&time=2026-11-20T12:00:00Z&pbx_id=1557491089.1"
            + "&caller=%2B375290000000&receiver=";
    URI url = hub.url("/sipsim/sim?key=test-key-of-sim-0005");

    PlainHttp.post(url, PlainHttp.FORM, event + "%2B375290000002");
    PlainHttp.get(hub.url("/sipsim/sim?key=test-key-of-sim-0005&" + event + "%2b375290000002"));
    PlainHttp.post(url, PlainHttp.FORM, event + "%2B375290000003");

    assertThat(hub.events().of("sim:1557491089.1"))
        .extracting(stored -> stored.text("agent"))
        .containsExactly("+375290000002", "+375290000003");
  }

  /** From the PBX's request through ingress, routing and back. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        Topics.CALL_EVENTS,
        Topics.DECISION_REQUESTS,
        Topics.DECISION_REPLIES,
        Topics.DECISIONS
      })
  void continueTheTraceOfTheRequest(String topic) {
    String call = "77003" + topic.hashCode();
    PlainHttp.get(
        hub.url("/comagic/uis?key=test-key-of-uis-0001&cdr_id=" + call),
        "traceparent",
        TRACEPARENT);

    try (TopicReader reader = new TopicReader(TestKafka.bootstrapServers(), topic)) {
      List<Stored> found =
          TestHub.await().until(() -> ofCall(reader, call), stored -> !stored.isEmpty());
      assertThat(found)
          .allSatisfy(stored ->
              assertThat(stored.headers().get("traceparent"))
                  .matches("00-" + TRACE + "-(?!00f067aa0ba902b7)[0-9a-f]{16}-01"));
    }
  }

  private static List<Stored> ofCall(TopicReader reader, String call) {
    return reader.all().stream()
        .filter(stored -> call.equals(stored.headers().get("ce_subject")))
        .toList();
  }

  /** Without a trace of the PBX, the records of one request still share one. */
  @Test
  void shareATraceThatNobodyBegan() {
    PlainHttp.get(hub.url("/comagic/uis?key=test-key-of-uis-0001&cdr_id=77004"));

    List<Stored> events = hub.events().of("uis:77004");
    Stored decision = hub.decisions("uis:77004", 1).getFirst();

    assertThat(events)
        .hasSize(2)
        .allSatisfy(stored -> assertThat(traceId(stored)).isEqualTo(traceId(decision)));
  }

  private static String traceId(Stored stored) {
    return stored.headers().get("traceparent").split("-", -1)[1];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Topics.CALL_EVENTS,
        Topics.DECISION_REQUESTS,
        Topics.DECISION_REPLIES,
        Topics.DECISIONS,
        Topics.CONFIG
      })
  void holdNoSecret(String topic) {
    String password = PlainHttp.basic("mts", "test-key-of-mts-0004");
    PlainHttp.get(hub.url("/comagic/uis?cdr_id=77005&key=test-key-of-uis-0001"));
    PlainHttp.get(hub.url("/mts/mts/CallEvent/77006"), "Authorization", password);
    PlainHttp.post(
        hub.url("/mts/mts/CallEvent"),
        PlainHttp.JSON,
        "{\"CallID\":77006,\"EventType\":1,\"ServiceType\":1}",
        "Authorization",
        password);
    hub.decisions("mts:77006", 1);
    List<String> secrets =
        hub.accounts().stream().flatMap(account -> secrets(account).stream()).toList();

    try (TopicReader reader = new TopicReader(TestKafka.bootstrapServers(), topic)) {
      assertThat(reader.all())
          .isNotEmpty()
          .allSatisfy(stored ->
              assertThat(stored.toString()).doesNotContain(secrets).doesNotContain(password));
    }
  }

  private static List<String> secrets(Account account) {
    return Stream.concat(
            Optional.ofNullable(account.key()).stream(), account.secrets().values().stream())
        .map(secret -> secret.value())
        .toList();
  }

  private static String without(Stored stored, String... fields) {
    ObjectNode value = (ObjectNode) stored.value().deepCopy();
    assertThat(value.propertyNames()).contains(fields);
    return Json.mapper().writeValueAsString(value.remove(List.of(fields)));
  }
}
