package dev.ringbus.standalone;

import dev.ringbus.simulator.kontur.KonturCrm;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Waits for what a simulated CRM is told: looks whenever it was told something, and now and then.
 */
final class News {

  /** For what changes without the CRM being told, such as the time. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Semaphore told = new Semaphore(0);
  private final Duration patience;

  News(KonturCrm crm, Duration patience) {
    this(told -> crm.watch(_ -> told.run()), patience);
  }

  /**
   * @param watch lets it be told whenever there is something new
   */
  News(Consumer<Runnable> watch, Duration patience) {
    this.patience = patience;
    watch.accept(told::release);
  }

  /** What there is to find, as soon as it is there; empty when patience is over. */
  <T> Optional<T> await(Supplier<Optional<T>> look) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Optional<T> found = look.get();
    while (found.isEmpty() && System.nanoTime() < end) {
      if (told.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        told.drainPermits();
      }
      found = look.get();
    }
    return found;
  }
}
