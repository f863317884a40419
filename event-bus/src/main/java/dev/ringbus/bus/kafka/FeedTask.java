package dev.ringbus.bus.kafka;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** An attempt to have a batch handled: one that is made, or one that waits for its time. */
final class FeedTask<T> {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LAST = Duration.ofSeconds(5);

  /** As often as every minute when attempts are {@link #LAST} apart. */
  private static final int TOLD_EVERY = 12;

  private final FeedBatch<T> batch;
  private final int attempt;
  private final long dueNanos;
  private @Nullable Disposable running;

  /**
   * @param attempt counted from 1
   * @param dueNanos when it is to be made, by {@code System.nanoTime()}
   */
  FeedTask(FeedBatch<T> batch, int attempt, long dueNanos) {
    this.batch = batch;
    this.attempt = attempt;
    this.dueNanos = dueNanos;
  }

  /** One that waits: twice as long each time, and not as long as others that failed with it. */
  static <T> FeedTask<T> again(FeedBatch<T> batch, int attempt, long nowNanos) {
    long most = Math.min(LAST.toNanos(), FIRST.toNanos() << Math.min(attempt - 1, 10));
    long wait = ThreadLocalRandom.current().nextLong(most / 2, most);
    return new FeedTask<>(batch, attempt, nowNanos + wait);
  }

  FeedBatch<T> batch() {
    return batch;
  }

  int attempt() {
    return attempt;
  }

  boolean isWorthTelling() {
    return attempt == 1 || attempt % TOLD_EVERY == 0;
  }

  void run(Disposable started) {
    running = started;
  }

  boolean isRunning() {
    return running != null;
  }

  boolean isDue(long nowNanos) {
    return running == null && dueNanos - nowNanos <= 0;
  }

  /** Longer than anybody waits if it is being made. */
  Duration untilDue(long nowNanos) {
    return running == null
        ? Duration.ofNanos(Math.max(0, dueNanos - nowNanos))
        : Duration.ofDays(1);
  }

  void cancel() {
    if (running != null) {
      running.dispose();
    }
  }
}
