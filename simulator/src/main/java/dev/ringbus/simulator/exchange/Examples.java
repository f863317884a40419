package dev.ringbus.simulator.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts sentences, and keeps the first few different ones with how often each came. */
final class Examples {

  private static final int KEPT = 3;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long total;

  void add(String sentence) {
    total++;
    if (counts.size() < KEPT || counts.containsKey(sentence)) {
      counts.merge(sentence, 1L, Long::sum);
    }
  }

  long total() {
    return total;
  }

  /** The sentences, those that came more than once with their count before them. */
  List<String> list() {
    return counts.entrySet().stream().map(Examples::counted).toList();
  }

  private static String counted(Map.Entry<String, Long> example) {
    return example.getValue() == 1
        ? example.getKey()
        : example.getValue() + " x " + example.getKey();
  }
}
