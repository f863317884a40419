package dev.ringbus.poller;

import dev.ringbus.bus.PartitionListener;
import java.util.List;
import java.util.Set;

/** Tells several what is ours: the first is the first to know of it, and the last to lose it. */
record Listeners(List<PartitionListener> all) implements PartitionListener {

  Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void assigned(Set<Integer> partitions) {
    all.forEach(listener -> listener.assigned(partitions));
  }

  @Override
  public void lost(Set<Integer> partitions) {
    all.reversed().forEach(listener -> listener.lost(partitions));
  }
}
