package dev.ringbus.bus.testkit;

import dev.ringbus.bus.PartitionListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which partitions an instance has been told are its own. */
public final class AssignedPartitions implements PartitionListener {

  private final Set<Integer> numbers = ConcurrentHashMap.newKeySet();

  @Override
  public void assigned(Set<Integer> partitions) {
    numbers.addAll(partitions);
  }

  @Override
  public void lost(Set<Integer> partitions) {
    numbers.removeAll(partitions);
  }

  public Set<Integer> numbers() {
    return Set.copyOf(numbers);
  }
}
