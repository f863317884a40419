package dev.ringbus.routing.ask;

import dev.ringbus.model.CallEvent;
import io.opentelemetry.context.Context;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** One rule's question to a CRM: ready to be asked about any call, by many threads. */
public interface Ask {

  /**
   * Asks about a call. Never fails and never stays empty: whatever goes wrong is a {@link
   * AskResult.Failed}.
   *
   * @param left what is left of the time to answer the PBX; the rule's own limit may be less
   */
  Mono<AskResult> about(CallEvent event, Duration left, Context trace);

  /** As {@link #about(CallEvent, Duration, Context)}; what does not report has nothing to hear. */
  default Mono<AskResult> about(CallEvent event, Duration left, Context trace, Hearing hearing) {
    return about(event, left, trace);
  }
}
