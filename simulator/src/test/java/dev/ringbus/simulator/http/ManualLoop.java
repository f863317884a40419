package dev.ringbus.simulator.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose clock a test moves. */
public final class ManualLoop implements Loop {

  private record Task(long at, long order, Runnable action) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long now;
  private long order;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void execute(Runnable task) {
    after(Duration.ZERO, task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    tasks.add(new Task(now + delay.toNanos(), order++, task));
  }

  /** Lets so much time pass, and does what comes due meanwhile, each at its time. */
  public void pass(Duration time) {
    long until = now + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().at() <= until) {
      Task next = tasks.remove();
      now = Math.max(now, next.at());
      next.action().run();
    }
    now = until;
  }
}
