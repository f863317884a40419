package dev.ringbus.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.CallLog;
import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.DeliveryLog;
import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CrmDelivery;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.wire.Topics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a plain consumer sees of calls, commands, deliveries and instructions, to the letter. */
class CallWireFormatTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";
  private static final Context TRACED =
      Context.root()
          .with(
              Span.wrap(
                  SpanContext.create(
                      TRACE_ID,
                      "b7ad6b7169203331",
                      TraceFlags.getSampled(),
                      TraceState.getDefault())));

  private static TestBus bus;

  @BeforeAll
  static void start() {
    bus = TestBus.start();
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  private static void store(Mono<Void> records) {
    StepVerifier.create(records).verifyComplete();
  }

  private static Map<String, String> about(
      String id, String source, String type, String subject, String schema) {
    return Map.of(
        "ce_specversion", "1.0",
        "ce_id", id,
        "ce_source", source,
        "ce_type", type,
        "ce_subject", subject,
        "ce_dataschema", "urn:ringbus:" + schema + ":v1",
        "content-type", "application/json");
  }

  @Test
  void writesACallUnderAnIdOfItsVersion() {
    Call call = Samples.call(Samples.newCall());

    store(bus.get(CallLog.class).publish(List.of(call)));
    store(bus.get(CallLog.class).publish(List.of(call)));

    List<ConsumerRecord<String, String>> found =
        PlainKafka.read(Topics.CALLS, call.key().toString());
    assertThat(found).hasSize(2);
    Map<String, String> headers = PlainKafka.headers(found.getFirst());
    assertThat(headers)
        .containsAllEntriesOf(
            about(
                headers.get("ce_id"),
                "/integrations/acme-uis",
                "ringbus.call.changed.v1",
                call.callId().value(),
                "call"))
        .containsKeys("ce_time", "traceparent");
    assertThat(UUID.fromString(headers.get("ce_id"))).isNotNull();
    assertThat(PlainKafka.headers(found.getLast())).containsEntry("ce_id", headers.get("ce_id"));
    assertThat(found.getFirst().value()).contains("\"state\":\"connected\"");
  }

  @Test
  void writesTheCommandOfACall() {
    CallCommand.HangUp command = Samples.hangUp(Samples.newCall());

    store(bus.get(CommandLog.class).append(command, TRACED));

    ConsumerRecord<String, String> found =
        PlainKafka.read(Topics.COMMANDS, command.call().toString()).getFirst();
    assertThat(PlainKafka.headers(found))
        .containsAllEntriesOf(
            about(
                command.id(),
                "/integrations/acme-uis",
                "ringbus.command.hangup.v1",
                command.call().callId().value(),
                "call-command"))
        .containsEntry("ce_time", "2026-11-20T12:00:00.25+03:00")
        .containsEntry("traceparent", TRACEPARENT);
  }

  @Test
  void writesTheCommandsOfACrmUnderItsName() {
    OffsetDateTime time = OffsetDateTime.parse("2026-11-20T12:00:00Z");
    String communication = UUID.randomUUID().toString();
    CallCommand originate =
        new CallCommand.Originate(
            UUID.randomUUID().toString(),
            "acme",
            time,
            communication,
            "user-1",
            null,
            "79161234567");
    String crm = "crm-" + communication;
    CallCommand synchronize = new CallCommand.Synchronize(UUID.randomUUID().toString(), crm, time);

    store(bus.get(CommandLog.class).append(originate, TRACED));
    store(bus.get(CommandLog.class).append(synchronize, TRACED));

    assertThat(PlainKafka.read(Topics.COMMANDS, "crm/acme/" + communication))
        .singleElement()
        .satisfies(found ->
            assertThat(PlainKafka.headers(found))
                .containsAllEntriesOf(
                    about(
                        originate.id(),
                        "/crms/acme",
                        "ringbus.command.originate.v1",
                        communication,
                        "call-command")));
    assertThat(PlainKafka.read(Topics.COMMANDS, "crm/" + crm))
        .singleElement()
        .satisfies(found ->
            assertThat(PlainKafka.headers(found))
                .containsAllEntriesOf(
                    about(
                        synchronize.id(),
                        "/crms/" + crm,
                        "ringbus.command.synchronize.v1",
                        crm,
                        "call-command")));
  }

  @Test
  void writesADelivery() {
    CrmDelivery delivery = Samples.delivery(Samples.newCall());

    store(bus.get(DeliveryLog.class).record(List.of(delivery)));

    ConsumerRecord<String, String> found =
        PlainKafka.read(Topics.CRM_DELIVERIES, delivery.key().toString()).getFirst();
    assertThat(PlainKafka.headers(found))
        .containsAllEntriesOf(
            about(
                delivery.id(),
                "/integrations/acme-uis",
                "ringbus.crm-delivery.sent.v1",
                delivery.callId().value(),
                "crm-delivery"));
  }

  @Test
  void writesAnInstructionItsOutcomeAndItsTombstone() {
    WaitingInstruction instruction = Samples.waiting(Samples.newCall());
    InstructionOutcome outcome = Samples.outcome(instruction);
    String key = instruction.key().toString();
    String call = instruction.callId().value();

    store(bus.get(InstructionLog.class).put(instruction, TRACED));
    store(bus.get(InstructionOutcomeLog.class).record(outcome, TRACED));
    store(bus.get(InstructionLog.class).remove(instruction.key(), TRACED));

    List<ConsumerRecord<String, String>> found = PlainKafka.read(Topics.INSTRUCTIONS, key);
    assertThat(found).hasSize(2);
    assertThat(PlainKafka.headers(found.getFirst()))
        .containsAllEntriesOf(
            about(
                instruction.id(),
                "/integrations/acme-uis",
                "ringbus.instruction.waiting.v1",
                call,
                "waiting-instruction"))
        .containsEntry("traceparent", TRACEPARENT);
    assertThat(found.getLast().value()).isNull();
    assertThat(PlainKafka.headers(found.getLast()))
        .containsEntry("ce_type", "ringbus.instruction.removed.v1")
        .containsEntry("ce_subject", call)
        .containsEntry("traceparent", TRACEPARENT);
    assertThat(PlainKafka.read(Topics.INSTRUCTION_OUTCOMES, key))
        .singleElement()
        .satisfies(stored ->
            assertThat(PlainKafka.headers(stored))
                .containsAllEntriesOf(
                    about(
                        outcome.id(),
                        "/integrations/acme-uis",
                        "ringbus.instruction.offered.v1",
                        call,
                        "instruction-outcome"))
                .containsEntry("traceparent", TRACEPARENT));
  }
}
