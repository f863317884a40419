package dev.ringbus.bus.testkit;

import dev.ringbus.bus.Traced;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/** The records that the instances of {@link InMemoryFeed} share, and where each group is. */
final class InMemoryTopic<T> {

  private record Place(String group, int partition) {}

  private final int partitions;
  private final ToIntFunction<T> partition;
  private final Map<Integer, List<Traced<T>>> records = new HashMap<>();
  private final Map<Place, Integer> positions = new HashMap<>();
  private final List<Runnable> bells = new CopyOnWriteArrayList<>();

  InMemoryTopic(int partitions, ToIntFunction<T> partition) {
    this.partitions = partitions;
    this.partition = partition;
  }

  Set<Integer> partitions() {
    Set<Integer> all = new TreeSet<>();
    for (int number = 0; number < partitions; number++) {
      all.add(number);
    }
    return all;
  }

  /** What is to be called when something was written. */
  void onWrite(Runnable bell) {
    bells.add(bell);
  }

  void write(List<Traced<T>> written) {
    synchronized (this) {
      written.forEach(record ->
          records.computeIfAbsent(record.partition(), _ -> new ArrayList<>()).add(record));
    }
    bells.forEach(Runnable::run);
  }

  int partition(T value) {
    return partition.applyAsInt(value);
  }

  /** What the group has not taken yet of these partitions, {@code limit} records at most. */
  synchronized List<Traced<T>> next(String group, Set<Integer> from, int limit) {
    return from.stream()
        .flatMap(number -> {
          List<Traced<T>> all = records.getOrDefault(number, List.of());
          return all.subList(position(group, number), all.size()).stream();
        })
        .limit(limit)
        .toList();
  }

  private int position(String group, int number) {
    return positions.getOrDefault(new Place(group, number), 0);
  }

  synchronized void taken(String group, List<Traced<T>> batch) {
    batch.forEach(record -> positions.merge(new Place(group, record.partition()), 1, Integer::sum));
  }
}
