package dev.ringbus.bus.testkit;

import dev.ringbus.bus.OfferLog;
import dev.ringbus.model.InstructionOutcome;
import io.opentelemetry.context.Context;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The {@link OfferLog} of one instance, on a log that it may share with others. */
public final class InMemoryOfferLog implements OfferLog {

  private final InMemoryInstructionOutcomeLog log;
  private volatile boolean ready = true;

  public InMemoryOfferLog(InMemoryInstructionOutcomeLog log) {
    this.log = log;
  }

  @Override
  public Optional<Offerer> find(String outcomeId) {
    return log.offerer(outcomeId).map(this::offerer);
  }

  @Override
  public Mono<Offerer> claim(InstructionOutcome offered, Context trace) {
    return Mono.defer(() ->
        find(offered.id())
            .map(Mono::just)
            .orElseGet(() -> log.offer(offered, this, trace).map(this::offerer)));
  }

  private Offerer offerer(InMemoryOfferLog first) {
    return first == this ? Offerer.THIS_INSTANCE : Offerer.ANOTHER;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  /** What {@link #isReady} says from now on. */
  public void ready(boolean value) {
    ready = value;
  }
}
