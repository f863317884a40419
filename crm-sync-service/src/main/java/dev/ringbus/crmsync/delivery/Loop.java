package dev.ringbus.crmsync.delivery;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Runs what belongs to one workspace, one thing after the other, on a thread that others use too.
 * What comes after its end is left out. May be used from any thread.
 */
final class Loop {

  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  private final String name;
  private final Scheduler.Worker worker;

  /**
   * @param name of whose it is, for the log
   */
  Loop(String name, Scheduler scheduler) {
    this.name = name;
    this.worker = scheduler.createWorker();
  }

  void run(Runnable task) {
    runAfter(Duration.ZERO, task);
  }

  /** Runs it after that time, unless what it gives is disposed of before. */
  Disposable runAfter(Duration delay, Runnable task) {
    try {
      return worker.schedule(() -> runSafely(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      return Disposables.disposed();
    }
  }

  /** Runs it again and again until the end. */
  void runEvery(Duration first, Duration period, Runnable task) {
    worker.schedulePeriodically(
        () -> runSafely(task), first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  void end() {
    worker.dispose();
  }

  private void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException fault) {
      log.error("Deliveries to {} are disturbed by a fault of ours", name, fault);
    }
  }
}
