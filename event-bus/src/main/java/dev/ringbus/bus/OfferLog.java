package dev.ringbus.bus;

import dev.ringbus.model.InstructionOutcome;
import io.opentelemetry.context.Context;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Who offers an instruction to its PBX, among instances that could all be polled: the one whose
 * record of it comes first on {@code ringbus.instruction-outcomes}. The order of that log is the
 * same for everybody, so that two never think it is they, whatever the poller has heard of it yet.
 */
public interface OfferLog {

  /** Whose it is to offer something. */
  enum Offerer {
    /** This instance's, since its start. */
    THIS_INSTANCE,
    /** Another's, perhaps that of this process before it was started again. */
    ANOTHER
  }

  /** Whose offer that is, as far as is known here. */
  Optional<Offerer> find(String outcomeId);

  /**
   * Records that it is offered, unless it is known that it was, and tells whose offer it is.
   *
   * <p>Fails with {@link BrokerUnavailable} when the record was not taken, and never completes when
   * the log cannot be read; in both cases it may be there all the same. Asking again is safe: the
   * first record counts, and it counts for its instance even if it was late.
   *
   * @param offered an outcome whose id is the same on every instance
   */
  Mono<Offerer> claim(InstructionOutcome offered, Context trace);

  /** Whether all offers that were recorded within the last hour are known. */
  boolean isReady();
}
