package dev.ringbus.bus.testkit;

import dev.ringbus.bus.PartitionListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which partitions an instance has been told are its own. */
public final class AssignedPartitions implements PartitionListener {

  private final Set<Integer> numbers = ConcurrentHashMap.newKeySet();
  private volatile boolean shrunk;

  @Override
  public void assigned(Set<Integer> partitions) {
    numbers.addAll(partitions);
  }

  @Override
  public void lost(Set<Integer> partitions) {
    numbers.removeAll(partitions);
    shrunk = true;
  }

  public Set<Integer> numbers() {
    return Set.copyOf(numbers);
  }

  /** Whether some were ever taken away, even if they are back. */
  public boolean haveShrunk() {
    return shrunk;
  }
}
