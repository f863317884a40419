package dev.ringbus.bus;

import dev.ringbus.model.CallEvent;
import io.opentelemetry.context.Context;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where call events go: the topic {@code ringbus.call-events}. */
public interface EventLog {

  /**
   * Stores events of one call, in order. The result completes when every in-sync replica has all of
   * them, and fails with {@link BrokerUnavailable} otherwise; cancelling it does not take the
   * events back.
   *
   * @param trace the trace that the records continue
   */
  Mono<Void> append(List<CallEvent> events, Context trace);
}
