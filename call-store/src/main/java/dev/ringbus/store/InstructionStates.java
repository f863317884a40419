package dev.ringbus.store;

import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.store.Inquiries.Page;
import dev.ringbus.store.Inquiries.PageRequest;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * What became of instructions for live calls. What is said of one may come in any order and several
 * times, also what became of it before the request. All fail with {@link StoreUnavailable}. They
 * are forgotten with calls, see {@link CallStore#forget}.
 */
public interface InstructionStates {

  /** Remembers what was asked for, once its command is on its way. */
  Mono<Void> requested(Instruct instruction);

  /**
   * Remembers what became of instructions, each outcome once by its id: all of them or none. One
   * that nobody here has asked for is known from then on, too.
   */
  Mono<Void> became(List<InstructionOutcome> outcomes);

  /** The instruction of that id. */
  Mono<Optional<InstructionHistory>> find(String id);

  /** The instructions of a call, the latest first; fails with {@link UnknownPage} as well. */
  Mono<Page<InstructionHistory>> of(CallKey call, PageRequest page);
}
