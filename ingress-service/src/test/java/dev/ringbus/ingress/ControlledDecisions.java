package dev.ringbus.ingress;

import dev.ringbus.bus.DecisionClient;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Decides when the test says so. */
final class ControlledDecisions implements DecisionClient {
  final List<DecisionRequest> asked = new ArrayList<>();
  final Sinks.One<DecisionReply> replies = Sinks.one();

  @Override
  public Mono<DecisionReply> ask(DecisionRequest request, Context trace) {
    asked.add(request);
    return replies.asMono();
  }

  void reply(Decision decision) {
    replies.tryEmitValue(
        new DecisionReply(
            "the question",
            decision,
            "acme",
            "v1",
            "rule",
            DecisionSource.RULE,
            Duration.ZERO,
            List.of()));
  }

  @Override
  public Flux<LateReply> lateReplies() {
    return Flux.never();
  }

  @Override
  public boolean isReady() {
    return true;
  }
}
