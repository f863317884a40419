package dev.ringbus.bus.kafka;

import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.model.InstructionOutcome;
import io.opentelemetry.context.Context;
import java.util.List;
import reactor.core.publisher.Mono;

/** What became of instructions, on {@code ringbus.instruction-outcomes}. */
final class KafkaInstructionOutcomeLog implements InstructionOutcomeLog {

  private final Publisher publisher;

  KafkaInstructionOutcomeLog(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public Mono<Void> record(InstructionOutcome outcome, Context trace) {
    return Mono.defer(() -> publisher.publish(List.of(InstructionRecords.of(outcome, trace))));
  }
}
