package dev.ringbus.bus.testkit;

import dev.ringbus.bus.DecisionLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.DecisionRecord;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** A {@link DecisionLog} that keeps its records in a list. */
public final class InMemoryDecisionLog implements DecisionLog {

  private final InMemoryBroker broker;
  private final List<DecisionRecord> records = new CopyOnWriteArrayList<>();

  public InMemoryDecisionLog(InMemoryBroker broker) {
    this.broker = broker;
  }

  @Override
  public Mono<Void> record(DecisionRecord decision, Context trace) {
    return broker.perform(() -> records.add(decision));
  }

  /** All that was recorded, in the order of its arrival. */
  public List<DecisionRecord> records() {
    return List.copyOf(records);
  }

  /** What was recorded of one call, in order. */
  public List<DecisionRecord> records(CallKey call) {
    return records.stream().filter(record -> record.key().equals(call)).toList();
  }
}
