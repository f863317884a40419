package dev.ringbus.bus;

import dev.ringbus.model.DecisionRecord;
import io.opentelemetry.context.Context;
import reactor.core.publisher.Mono;

/** Where decisions are recorded with their reasons: the topic {@code ringbus.decisions}. */
public interface DecisionLog {

  /**
   * Records a decision; fails with {@link BrokerUnavailable}. Nobody on the line waits for it.
   *
   * @param trace the trace that the record continues
   */
  Mono<Void> record(DecisionRecord decision, Context trace);
}
