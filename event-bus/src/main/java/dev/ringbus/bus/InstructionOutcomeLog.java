package dev.ringbus.bus;

import dev.ringbus.model.InstructionOutcome;
import io.opentelemetry.context.Context;
import reactor.core.publisher.Mono;

/** Where it is told what became of instructions: {@code ringbus.instruction-outcomes}. */
public interface InstructionOutcomeLog {

  /** Completes when it is stored; fails with {@link BrokerUnavailable}. */
  Mono<Void> record(InstructionOutcome outcome, Context trace);
}
