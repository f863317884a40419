package dev.ringbus.config.yaml;

import java.util.List;
import java.util.TreeSet;

/** Collects faults, each once. Not for use by several threads. */
public final class Faults {

  /** More than anyone reads; a file of garbage would have one for each line. */
  private static final int MOST = 200;

  private final TreeSet<Fault> faults = new TreeSet<>();
  private int reported;

  /** Reports that something is wrong. */
  public void add(Place place, String message) {
    reported++;
    faults.add(new Fault(place.line(), place.path(), Texts.onOneLine(message)));
    if (faults.size() > MOST) {
      faults.pollLast();
    }
  }

  /** How many were reported until now: a part during which it did not grow has no fault. */
  public int reported() {
    return reported;
  }

  public boolean isEmpty() {
    return faults.isEmpty();
  }

  /** By line; the first ones only if there are very many. */
  public List<Fault> sorted() {
    return List.copyOf(faults);
  }
}
