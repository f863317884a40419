package dev.ringbus.bus;

import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import io.opentelemetry.context.Context;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks routing over {@code ringbus.decision-requests} and waits on {@code
 * ringbus.decision-replies}.
 */
public interface DecisionClient {

  /**
   * Asks. The result is the reply, or empty when the request's deadline passed without one; it
   * fails with {@link BrokerUnavailable} when the question could not be sent. A reply that comes
   * after the deadline, or after the result was cancelled, goes to {@link #lateReplies}.
   *
   * @param trace the trace that the question continues
   */
  Mono<DecisionReply> ask(DecisionRequest request, Context trace);

  /** Replies to questions of this instance for which nobody waited any more, with the question. */
  Flux<LateReply> lateReplies();

  /**
   * Whether questions can be sent and their replies received: the reply partition is positioned,
   * not merely assigned. It can turn false again when the broker goes away.
   */
  boolean isReady();

  /** A reply that nobody waits for any more. */
  record LateReply(DecisionRequest request, DecisionReply reply) {}
}
