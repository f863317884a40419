package dev.ringbus.bus.testkit;

import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** An {@link InstructionOutcomeLog} that keeps its records, and feeds who follows them. */
public final class InMemoryInstructionOutcomeLog implements InstructionOutcomeLog {

  private final InMemoryBroker broker;
  private final List<InstructionOutcome> outcomes = new CopyOnWriteArrayList<>();
  private final InMemoryFeed<InstructionOutcome> feed = new InMemoryFeed<>();
  private final Map<String, InMemoryOfferLog> offerers = new ConcurrentHashMap<>();

  public InMemoryInstructionOutcomeLog(InMemoryBroker broker) {
    this.broker = broker;
  }

  @Override
  public Mono<Void> record(InstructionOutcome outcome, Context trace) {
    return broker.perform(() -> write(outcome, trace));
  }

  /** Records an offer of that instance, and tells whose came first. */
  Mono<InMemoryOfferLog> offer(InstructionOutcome offered, InMemoryOfferLog by, Context trace) {
    return broker.supply(() -> {
      InMemoryOfferLog first = offerers.putIfAbsent(offered.id(), by);
      write(offered, trace);
      return first == null ? by : first;
    });
  }

  Optional<InMemoryOfferLog> offerer(String outcomeId) {
    return Optional.ofNullable(offerers.get(outcomeId));
  }

  private void write(InstructionOutcome outcome, Context trace) {
    outcomes.add(outcome);
    feed.write(List.of(outcome), trace);
  }

  /** All that was recorded, in the order of its arrival. */
  public List<InstructionOutcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** What was recorded of one call, in order. */
  public List<InstructionOutcome> outcomes(CallKey call) {
    return outcomes.stream().filter(outcome -> outcome.key().equals(call)).toList();
  }

  /** The same topic, to be followed. */
  public InMemoryFeed<InstructionOutcome> feed() {
    return feed;
  }
}
