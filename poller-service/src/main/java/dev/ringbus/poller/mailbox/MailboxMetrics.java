package dev.ringbus.poller.mailbox;

import dev.ringbus.model.InstructionOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What became of instructions here: {@code ringbus.instructions} by {@code outcome}. */
public final class MailboxMetrics {

  private final Counter waiting;
  private final Map<InstructionOutcome.Outcome, Counter> outcomes =
      new EnumMap<>(InstructionOutcome.Outcome.class);

  public MailboxMetrics(MeterRegistry registry) {
    waiting = counter(registry, "waiting");
    for (InstructionOutcome.Outcome outcome : InstructionOutcome.Outcome.values()) {
      outcomes.put(outcome, counter(registry, outcome.wireName()));
    }
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("ringbus.instructions")
        .tag("outcome", outcome)
        .description("Instructions for live calls, by what became of them")
        .register(registry);
  }

  void waiting() {
    waiting.increment();
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
