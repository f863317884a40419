package dev.ringbus.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionLog;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.DecisionRecord;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.wire.Topics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a plain consumer sees: keys, headers and JSON of our records, to the letter. */
@ResourceLock(Topics.CONFIG)
@ResourceLock(Topics.DECISION_REQUESTS)
class WireFormatTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";
  private static final String FRESH = "00-[0-9a-f]{32}-[0-9a-f]{16}-00";

  private static final Context TRACED =
      Context.root()
          .with(
              Span.wrap(
                  SpanContext.create(
                      TRACE_ID, SPAN_ID, TraceFlags.getSampled(), TraceState.getDefault())));

  private static TestBus bus;

  @BeforeAll
  static void start() {
    bus = TestBus.start(DecisionClientConfiguration.class, DecisionServerConfiguration.class);
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  private static ConsumerRecord<String, String> only(String topic, String key) {
    List<ConsumerRecord<String, String>> found = PlainKafka.read(topic, key);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void writesACallEvent() {
    CallEvent event = Samples.event(Samples.newCall(), CallEventType.CALL_STARTED);

    StepVerifier.create(bus.get(EventLog.class).append(List.of(event), TRACED)).verifyComplete();

    String call = event.callId().value();
    ConsumerRecord<String, String> found = only(Topics.CALL_EVENTS, "acme-uis:" + call);
    assertThat(PlainKafka.headers(found))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", event.id(),
                "ce_source", "/integrations/acme-uis",
                "ce_type", "ringbus.call.started.v1",
                "ce_subject", call,
                "ce_time", "2026-11-20T12:00:00.25+03:00",
                "ce_dataschema", "urn:ringbus:call-event:v1",
                "content-type", "application/json",
                "traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-01"));
    assertThat(found.value())
        .isEqualTo(
            """
            {"id":"%s","type":"call.started","integration":"acme-uis","platform":"comagic",\
            "callId":"%s","occurredAt":"2026-11-20T12:00:00.25+03:00",\
            "receivedAt":"2026-11-20T12:00:00.25+03:00","caller":"+74959876543",\
            "raw":{"numa":"74959876543"}}\
            """
                .formatted(event.id(), call));
  }

  /** The partition of a key is what every Kafka client would choose, so that others can join in. */
  @Test
  void putsACallWhereKafkaPutsItsKey() {
    CallEvent event = Samples.event(Samples.newCall(), CallEventType.CALL_STARTED);

    StepVerifier.create(bus.get(EventLog.class).append(List.of(event), Context.root()))
        .verifyComplete();

    String key = event.key().toString();
    int expected =
        Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % TestBus.PARTITIONS;
    assertThat(only(Topics.CALL_EVENTS, key).partition()).isEqualTo(expected);
  }

  @Test
  void beginsATraceWhereThereIsNone() {
    CallEvent event = Samples.event(Samples.newCall(), CallEventType.CALL_STARTED);

    StepVerifier.create(bus.get(EventLog.class).append(List.of(event), Context.root()))
        .verifyComplete();

    assertThat(PlainKafka.headers(only(Topics.CALL_EVENTS, event.key().toString())))
        .hasEntrySatisfying("traceparent", value -> assertThat(value).matches(FRESH));
  }

  @Test
  void writesTheSecondsOfATimeEvenWhenTheyAreZero() {
    CallEvent event =
        Samples.event(Samples.newCall(), CallEventType.CALL_ENDED).toBuilder()
            .occurredAt(OffsetDateTime.parse("2026-11-20T12:00:00Z"))
            .build();

    StepVerifier.create(bus.get(EventLog.class).append(List.of(event), Context.root()))
        .verifyComplete();

    ConsumerRecord<String, String> found = only(Topics.CALL_EVENTS, event.key().toString());
    assertThat(PlainKafka.headers(found)).containsEntry("ce_time", "2026-11-20T12:00:00Z");
    assertThat(found.value()).contains("\"occurredAt\":\"2026-11-20T12:00:00Z\"");
  }

  @Test
  void writesADecision() {
    DecisionRecord decision = Samples.record(Samples.newCall());

    StepVerifier.create(bus.get(DecisionLog.class).record(decision, TRACED)).verifyComplete();

    ConsumerRecord<String, String> found = only(Topics.DECISIONS, decision.key().toString());
    assertThat(PlainKafka.headers(found))
        .containsEntry("ce_id", decision.id())
        .containsEntry("ce_type", "ringbus.decision.made.v1")
        .containsEntry("ce_source", "/integrations/acme-uis")
        .containsEntry("ce_subject", decision.callId().value())
        .containsEntry("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-01");
    assertThat(found.value())
        .contains("\"decision\":[{\"hangup\":{}}]", "\"latency\":\"PT0.005S\"", "\"late\":false");
  }

  @Test
  void writesAQuestionAndItsReply() {
    bus.get(DecisionServer.class).serve((request, _) -> Mono.just(Samples.reply(request)));
    await()
        .until(() ->
            bus.get(DecisionClient.class).isReady() && bus.get(DecisionServer.class).isReady());
    DecisionRequest request =
        Samples.question(Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.MILLIS));

    StepVerifier.create(bus.get(DecisionClient.class).ask(request, TRACED))
        .expectNextCount(1)
        .verifyComplete();

    ReplyAddress address = bus.get(KafkaDecisionClient.class).address();
    String replyTo = address.partition() + "/" + address.instance();
    ConsumerRecord<String, String> question =
        only(Topics.DECISION_REQUESTS, request.event().key().toString());
    assertThat(PlainKafka.headers(question))
        .containsEntry("ce_id", request.correlationId())
        .containsEntry("ce_type", "ringbus.decision.requested.v1")
        .containsEntry("ringbus-deadline", Long.toString(request.deadline().toEpochMilli()))
        .containsEntry("ringbus-reply-to", replyTo);
    ConsumerRecord<String, String> reply = only(Topics.DECISION_REPLIES, request.correlationId());
    assertThat(reply.partition()).isEqualTo(address.partition());
    assertThat(PlainKafka.headers(reply))
        .containsEntry("ce_type", "ringbus.decision.replied.v1")
        .containsEntry("ce_subject", request.event().callId().value())
        .containsEntry("ringbus-reply-to", replyTo)
        .hasEntrySatisfying(
            "traceparent", value -> assertThat(value).startsWith("00-" + TRACE_ID + "-"));
  }

  @Test
  void writesResourcesAndTombstones() {
    ConfigurationStore store = bus.get(ConfigurationStore.class);
    String id = "wire-" + Samples.newCall().value().replace('.', '-');
    Configuration one = Configuration.of(List.of(Samples.plan(id, "v1")));

    StepVerifier.create(store.replace(Configuration.EMPTY, one)).verifyComplete();
    StepVerifier.create(store.replace(one, Configuration.EMPTY)).verifyComplete();

    List<ConsumerRecord<String, String>> found = PlainKafka.read(Topics.CONFIG, "plan/" + id);
    assertThat(found).hasSize(2);
    assertThat(PlainKafka.headers(found.getFirst()))
        .containsEntry("ce_type", "ringbus.configuration.changed.v1")
        .containsEntry("ce_source", "/plans/" + id)
        .containsEntry("ce_subject", "plan/" + id)
        .containsEntry("ce_dataschema", "urn:ringbus:plan:v1");
    assertThat(found.getFirst().value()).contains("\"version\":\"v1\"");
    assertThat(PlainKafka.headers(found.getLast()))
        .containsEntry("ce_type", "ringbus.configuration.removed.v1");
    assertThat(found.getLast().value()).isNull();
  }
}
