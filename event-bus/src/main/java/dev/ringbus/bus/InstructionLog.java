package dev.ringbus.bus;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import reactor.core.publisher.Mono;

/**
 * Writes what waits for the next poll of a call: the compacted topic {@code ringbus.instructions}.
 */
public interface InstructionLog {

  /** Replaces what waited for that call; fails with {@link BrokerUnavailable}. */
  Mono<Void> put(WaitingInstruction instruction, Context trace);

  /** Nothing waits for that call any more; fails with {@link BrokerUnavailable}. */
  Mono<Void> remove(CallKey call, Context trace);
}
