package dev.ringbus.simulator.kontur;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What broke the contract: every kind counted, the first few thousand kept. */
final class Violations {

  private static final int KEPT = 5_000;

  private final Clock clock;
  private final List<Violation> list = new ArrayList<>();
  private final Map<Rule, Long> counts = new EnumMap<>(Rule.class);

  Violations(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(Rule rule, String call, String message) {
    counts.merge(rule, 1L, Long::sum);
    if (list.size() < KEPT) {
      list.add(new Violation(rule, call, message, clock.instant()));
    }
  }

  synchronized List<Violation> list() {
    return List.copyOf(list);
  }

  synchronized Map<Rule, Long> counts() {
    return Map.copyOf(counts);
  }

  synchronized void clear() {
    list.clear();
    counts.clear();
  }
}
