package dev.ringbus.bus.kafka;

import dev.ringbus.bus.DecisionLog;
import dev.ringbus.model.DecisionRecord;
import io.opentelemetry.context.Context;
import java.util.List;
import reactor.core.publisher.Mono;

/** Decisions on {@code ringbus.decisions}. */
final class KafkaDecisionLog implements DecisionLog {

  private final Publisher publisher;

  KafkaDecisionLog(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public Mono<Void> record(DecisionRecord decision, Context trace) {
    return Mono.defer(() -> publisher.publish(List.of(Records.of(decision, trace))));
  }
}
