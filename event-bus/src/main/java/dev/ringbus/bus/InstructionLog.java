package dev.ringbus.bus;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes what waits for the next poll of a call: the compacted topic {@code ringbus.instructions}.
 */
public interface InstructionLog {

  /** Replaces what waited for that call; fails with {@link BrokerUnavailable}. */
  Mono<Void> put(WaitingInstruction instruction, Context trace);

  /** Nothing waits for that call any more; fails with {@link BrokerUnavailable}. */
  Mono<Void> remove(CallKey call, Context trace);

  /**
   * All that waits in these partitions, as of some moment after this is asked; a log without
   * partitions gives all. Fails with {@link BrokerUnavailable}.
   */
  Flux<WaitingInstruction> read(Set<Integer> partitions);
}
