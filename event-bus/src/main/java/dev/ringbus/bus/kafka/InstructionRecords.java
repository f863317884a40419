package dev.ringbus.bus.kafka;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;

/** The records of what live calls are to be told, and of what became of it. */
final class InstructionRecords {

  private InstructionRecords() {}

  static ProducerRecord<byte[], byte[]> of(WaitingInstruction instruction, Context trace) {
    CloudEvent about =
        new CloudEvent(
            instruction.id(),
            "ringbus.instruction.waiting.v1",
            Records.source(instruction.integration()),
            instruction.callId().value(),
            instruction.requestedAt(),
            "waiting-instruction");
    return Records.record(
        Topics.INSTRUCTIONS,
        instruction.key().toString(),
        Json.write(instruction),
        about.headers(trace));
  }

  /** Takes away what waits for a call. */
  static ProducerRecord<byte[], byte[]> tombstone(
      CallKey call, OffsetDateTime time, Context trace) {
    CloudEvent about =
        new CloudEvent(
            Uuid.randomUuid().toString(),
            "ringbus.instruction.removed.v1",
            Records.source(call.integration()),
            call.callId().value(),
            time,
            "waiting-instruction");
    return Records.record(Topics.INSTRUCTIONS, call.toString(), null, about.headers(trace));
  }

  /** Whether these are the headers of an outcome that says that an instruction was offered. */
  static boolean isOffer(Headers headers) {
    return type(InstructionOutcome.Outcome.OFFERED).equals(HeaderText.last(headers, "ce_type"));
  }

  private static String type(InstructionOutcome.Outcome outcome) {
    return "ringbus.instruction." + outcome.wireName() + ".v1";
  }

  static ProducerRecord<byte[], byte[]> of(InstructionOutcome outcome, Context trace) {
    CloudEvent about =
        new CloudEvent(
            outcome.id(),
            type(outcome.outcome()),
            Records.source(outcome.integration()),
            outcome.callId().value(),
            outcome.at(),
            "instruction-outcome");
    return Records.record(
        Topics.INSTRUCTION_OUTCOMES,
        outcome.key().toString(),
        Json.write(outcome),
        about.headers(trace));
  }
}
