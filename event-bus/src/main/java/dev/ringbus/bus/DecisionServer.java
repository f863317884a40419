package dev.ringbus.bus;

import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import io.opentelemetry.context.Context;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/** Takes questions from {@code ringbus.decision-requests} and sends the replies to who asked. */
public interface DecisionServer {

  /**
   * Begins to serve: each question that has not expired is given to {@code answer}, together with
   * the trace it belongs to; an empty or failed result sends no reply. Many questions are answered
   * at once, up to a bound; a question that cannot be read becomes a dead letter.
   */
  void serve(BiFunction<DecisionRequest, Context, Mono<DecisionReply>> answer);

  /**
   * Whether partitions are assigned and positioned and replies can be sent. It can turn false again
   * when the broker goes away, and with more instances than partitions one stays without any.
   */
  boolean isReady();
}
