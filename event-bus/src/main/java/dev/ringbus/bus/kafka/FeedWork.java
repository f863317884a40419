package dev.ringbus.bus.kafka;

import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The batches that a feed's handler has in work, one at most of each partition, and those that wait
 * for another attempt. All of it is known to the thread that polls alone; handlers run elsewhere
 * and only leave their results.
 */
final class FeedWork<T> {

  private static final Logger LOG = LoggerFactory.getLogger(FeedWork.class);

  /** Of an attempt. */
  private sealed interface Result<T> {

    FeedTask<T> task();

    record Done<T>(FeedTask<T> task, Taken taken) implements Result<T> {}

    record Failed<T>(FeedTask<T> task, Throwable cause) implements Result<T> {}
  }

  private final String name;
  private final Function<List<Traced<T>>, Mono<Taken>> handler;
  private final DeadLetters deadLetters;
  private final FeedMeters meters;
  private final Runnable whenDone;

  private final Map<TopicPartition, FeedTask<T>> tasks = new HashMap<>();
  private final FeedPositions positions = new FeedPositions();
  private final Set<TopicPartition> free = new HashSet<>();
  private final BlockingQueue<Result<T>> results = new LinkedBlockingQueue<>();

  /**
   * @param whenDone called by another thread when a batch is done or has failed
   */
  FeedWork(
      String name,
      Function<List<Traced<T>>, Mono<Taken>> handler,
      DeadLetters deadLetters,
      FeedMeters meters,
      Runnable whenDone) {
    this.name = name;
    this.handler = handler;
    this.deadLetters = deadLetters;
    this.meters = meters;
    this.whenDone = whenDone;
  }

  /** Gives a batch to the handler; its partitions have no other. */
  void begin(FeedBatch<T> batch) {
    run(new FeedTask<>(batch, 1, 0));
  }

  private void run(FeedTask<T> task) {
    task.batch().partitions().forEach(partition -> tasks.put(partition, task));
    task.run(
        Mono.defer(() -> task.batch().handle(handler, deadLetters))
            .subscribeOn(Schedulers.parallel())
            .subscribe(
                taken -> leave(new Result.Done<>(task, taken)),
                failure -> leave(new Result.Failed<>(task, failure))));
  }

  private void leave(Result<T> result) {
    results.add(result);
    whenDone.run();
  }

  /** Takes the results that there are; returns the partitions whose next batch can come, once. */
  Set<TopicPartition> settle() {
    for (Result<T> result = results.poll(); result != null; result = results.poll()) {
      settle(result);
    }
    Set<TopicPartition> taken = Set.copyOf(free);
    free.clear();
    return taken;
  }

  private void settle(Result<T> result) {
    FeedTask<T> task = result.task();
    Set<TopicPartition> partitions = task.batch().partitions();
    if (partitions.stream().noneMatch(partition -> tasks.get(partition) == task)) {
      return;
    }
    switch (result) {
      case Result.Done<T>(FeedTask<T> done, Taken taken) -> done(done, taken);
      case Result.Failed<T>(FeedTask<T> failed, Throwable cause) -> failed(failed, cause);
    }
  }

  private void done(FeedTask<T> task, Taken taken) {
    Set<TopicPartition> partitions = task.batch().partitions();
    tasks.keySet().removeAll(partitions);
    free.addAll(partitions);
    positions.taken(task.batch().next(), taken);
    meters.handled().increment(task.batch().size());
    if (task.attempt() > 1) {
      LOG.info("{} goes on in {} after {} attempts", name, partitions, task.attempt());
    }
  }

  private void failed(FeedTask<T> task, Throwable failure) {
    meters.failed().increment();
    if (task.isWorthTelling()) {
      LOG.warn(
          "records of {} are not taken and come again, from {}, attempt {}",
          name,
          task.batch().partitions(),
          task.attempt(),
          failure);
    }
    for (FeedBatch<T> part : task.batch().split()) {
      part.partitions()
          .forEach(partition ->
              tasks.put(partition, FeedTask.again(part, task.attempt() + 1, System.nanoTime())));
    }
  }

  /** Gives those to the handler again whose time has come. */
  void retry() {
    long now = System.nanoTime();
    Set.copyOf(tasks.values()).stream().filter(task -> task.isDue(now)).forEach(this::run);
  }

  /** How long nothing is to be done here, at most {@code limit}, if no result comes. */
  Duration idle(Duration limit) {
    if (!results.isEmpty()) {
      return Duration.ZERO;
    }
    long now = System.nanoTime();
    return tasks.values().stream()
        .map(task -> task.untilDue(now))
        .filter(left -> left.compareTo(limit) < 0)
        .min(Duration::compareTo)
        .orElse(limit);
  }

  /** Waits for what is with the handler, of these partitions; returns when it may wait no more. */
  void await(Collection<TopicPartition> partitions, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (partitions.stream().map(tasks::get).anyMatch(FeedWork::isRunning)) {
      Result<T> result = results.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (result == null) {
        return;
      }
      settle(result);
    }
  }

  private static boolean isRunning(@Nullable FeedTask<?> task) {
    return task != null && task.isRunning();
  }

  /** These partitions are no longer ours. What else was in a batch with them comes again. */
  void abandon(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      FeedTask<T> task = tasks.get(partition);
      if (task != null) {
        task.cancel();
        tasks.keySet().removeAll(task.batch().partitions());
        task.batch().split().stream()
            .filter(part -> Collections.disjoint(part.partitions(), partitions))
            .forEach(part -> run(new FeedTask<>(part, task.attempt(), 0)));
      }
      free.remove(partition);
    }
    positions.forget(partitions);
  }

  /** Nothing is ours any more. */
  void abandonAll() {
    abandon(List.copyOf(tasks.keySet()));
    positions.clear();
    free.clear();
    results.clear();
  }

  /** What was taken and could not be stored, unless more has been handled since. */
  void putBack(Map<TopicPartition, OffsetAndMetadata> taken) {
    positions.putBack(taken);
  }

  /** What has been handled, and is settled, since this was asked last. */
  Map<TopicPartition, OffsetAndMetadata> takeHandled() {
    return positions.takeSettled();
  }
}
