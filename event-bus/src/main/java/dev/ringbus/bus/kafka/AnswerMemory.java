package dev.ringbus.bus.kafka;

import dev.ringbus.model.DecisionReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * The latest answers by correlation id, so that a question which is read twice (after a rebalance)
 * gets the same answer, and is worked on once.
 */
final class AnswerMemory {

  private static final int LATEST = 1_024;

  private final Map<String, Mono<DecisionReply>> answers = new LinkedHashMap<>();

  /** The answer that is remembered, or a new one, which is worked on when it is subscribed to. */
  synchronized Mono<DecisionReply> answer(
      String correlationId, Supplier<Mono<DecisionReply>> work) {
    Mono<DecisionReply> known = answers.get(correlationId);
    if (known != null) {
      return known;
    }
    Mono<DecisionReply> answer = Mono.defer(work).cache();
    answers.put(correlationId, answer);
    if (answers.size() > LATEST) {
      answers.remove(answers.keySet().iterator().next());
    }
    return answer;
  }
}
