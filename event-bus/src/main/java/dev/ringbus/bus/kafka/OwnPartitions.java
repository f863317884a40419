package dev.ringbus.bus.kafka;

import dev.ringbus.bus.PartitionListener;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What is assigned to a consumer, and how its listener sees it: a partition is ours from the first
 * topic in which it is to the last. Changed by the thread that polls alone.
 */
final class OwnPartitions {

  private final PartitionListener listener;
  private final Set<TopicPartition> ours = new HashSet<>();
  private volatile boolean any;

  OwnPartitions(PartitionListener listener) {
    this.listener = listener;
  }

  boolean areAny() {
    return any;
  }

  void add(Collection<TopicPartition> partitions) {
    Set<Integer> before = numbers();
    ours.addAll(partitions);
    any = !ours.isEmpty();
    Set<Integer> added = numbers();
    added.removeAll(before);
    if (!added.isEmpty()) {
      listener.assigned(added);
    }
  }

  void remove(Collection<TopicPartition> partitions) {
    Set<Integer> gone = numbers();
    partitions.forEach(ours::remove);
    any = !ours.isEmpty();
    gone.removeAll(numbers());
    if (!gone.isEmpty()) {
      listener.lost(gone);
    }
  }

  void removeAll() {
    remove(List.copyOf(ours));
  }

  private Set<Integer> numbers() {
    return ours.stream()
        .map(TopicPartition::partition)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
