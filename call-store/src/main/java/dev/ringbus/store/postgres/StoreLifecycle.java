package dev.ringbus.store.postgres;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops the store with the application: before whatever uses it, and after it. Starting
 * never waits for the database.
 */
final class StoreLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(StoreLifecycle.class);

  private final PostgresStore store;
  private volatile boolean running;

  StoreLifecycle(PostgresStore store) {
    this.store = store;
  }

  @Override
  public void start() {
    store.start();
    running = true;
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public void stop(Runnable whenStopped) {
    running = false;
    store
        .stop()
        .doOnError(failure -> LOG.warn("the store did not stop cleanly", failure))
        .onErrorComplete()
        .subscribe(_ -> {}, _ -> {}, whenStopped);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return 0;
  }
}
