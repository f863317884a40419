package dev.ringbus.poller.mailbox;

import dev.ringbus.model.InstructionOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What became of instructions here, {@code ringbus.instructions} by {@code outcome}, and of the
 * polls that they wait for.
 */
public final class MailboxMetrics {

  private final MeterRegistry registry;
  private final Counter stopped;
  private final Counter resumed;
  private final Counter unasked;
  private final Map<InstructionOutcome.Outcome, Counter> outcomes =
      new EnumMap<>(InstructionOutcome.Outcome.class);

  public MailboxMetrics(MeterRegistry registry) {
    this.registry = registry;
    stopped =
        Counter.builder("ringbus.polls.stopped")
            .description("Calls whose PBX stopped polling while they went on")
            .register(registry);
    resumed =
        Counter.builder("ringbus.polls.resumed")
            .description("Calls whose PBX polls again after it had stopped")
            .register(registry);
    unasked =
        Counter.builder("ringbus.midcall.unasked")
            .description("Events of connected calls about which routing could not be asked")
            .register(registry);
    for (InstructionOutcome.Outcome outcome : InstructionOutcome.Outcome.values()) {
      // What is offered is counted where it is: by ingress, as ringbus.instructions.offered.
      if (outcome != InstructionOutcome.Outcome.OFFERED) {
        outcomes.put(outcome, counter(registry, outcome.wireName()));
      }
    }
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("ringbus.instructions")
        .tag("outcome", outcome)
        .description("Instructions for live calls, by what became of them")
        .register(registry);
  }

  /** Shows what is so now, of this instance's calls. */
  void show(Supplier<Number> waiting, Supplier<Number> silent) {
    Gauge.builder("ringbus.instructions.waiting", waiting)
        .description("Instructions that wait for the next polls of their calls")
        .register(registry);
    Gauge.builder("ringbus.polls.stopped.calls", silent)
        .description("Calls that go on and whose PBX has stopped polling")
        .register(registry);
  }

  void stopped() {
    stopped.increment();
  }

  void unasked() {
    unasked.increment();
  }

  void resumed() {
    resumed.increment();
  }

  void became(InstructionOutcome.Outcome outcome) {
    outcomes.computeIfPresent(
        outcome,
        (_, counter) -> {
          counter.increment();
          return counter;
        });
  }
}
