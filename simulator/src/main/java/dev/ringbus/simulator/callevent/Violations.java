package dev.ringbus.simulator.callevent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the platform would not have done; the first few thousand are kept. */
final class Violations {

  private static final int KEPT = 5_000;

  private final List<Violation> list = new ArrayList<>();

  synchronized void add(Rule rule, long callId, String message, Instant at) {
    if (list.size() < KEPT) {
      list.add(new Violation(rule, callId, message, at));
    }
  }

  synchronized List<Violation> list() {
    return List.copyOf(list);
  }

  synchronized void clear() {
    list.clear();
  }
}
