package dev.ringbus.bus.testkit;

import dev.ringbus.bus.Traced;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The records that the instances of {@link InMemoryFeed} share, and where each group is. */
final class InMemoryTopic<T> {

  private record Place(String group, int partition) {}

  private final int partitions;
  private final ToIntFunction<T> partition;
  private final Map<Integer, List<Traced<T>>> records = new HashMap<>();
  private final Map<Place, Integer> positions = new HashMap<>();

  /** The batches that were taken and of which the first is not settled, in order. */
  private final Map<Place, Deque<Stretch>> unsettled = new HashMap<>();

  /** The part of a batch that is of one partition. */
  private static final class Stretch {

    private final int records;
    private boolean isSettled;

    Stretch(int records) {
      this.records = records;
    }
  }

  /** Of a batch. */
  @FunctionalInterface
  interface Settling {
    void settled();
  }

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

  /** The group goes on behind them, unless it begins anew before they are settled. */
  synchronized Settling taken(String group, List<Traced<T>> batch) {
    Map<Place, Stretch> stretches = new HashMap<>();
    batch.stream()
        .collect(Collectors.groupingBy(Traced::partition, Collectors.summingInt(_ -> 1)))
        .forEach((number, count) -> {
          Place place = new Place(group, number);
          positions.merge(place, count, Integer::sum);
          stretches.put(place, new Stretch(count));
        });
    stretches.forEach(
        (place, stretch) -> unsettled.computeIfAbsent(place, _ -> new ArrayDeque<>()).add(stretch));
    return () -> settled(stretches);
  }

  private synchronized void settled(Map<Place, Stretch> stretches) {
    stretches.forEach((place, stretch) -> {
      stretch.isSettled = true;
      Deque<Stretch> open = unsettled.getOrDefault(place, new ArrayDeque<>());
      while (!open.isEmpty() && open.getFirst().isSettled) {
        open.removeFirst();
      }
    });
  }

  /** What is not settled in these partitions comes again, with all behind it. */
  synchronized void rewind(String group, Set<Integer> numbers) {
    for (Integer number : numbers) {
      Place place = new Place(group, number);
      Deque<Stretch> open = unsettled.remove(place);
      if (open != null) {
        positions.merge(
            place, -open.stream().mapToInt(stretch -> stretch.records).sum(), Integer::sum);
      }
    }
  }
}
