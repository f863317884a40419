package dev.ringbus.crmsync.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts deliveries with the service, and lets them end with it. */
final class DeliveryLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(DeliveryLifecycle.class);

  private final Deliveries deliveries;
  private volatile boolean running;

  DeliveryLifecycle(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public void start() {
    running = true;
    deliveries.start();
  }

  /** What is under way ends first: until then the store must be there. */
  @Override
  public void stop(Runnable callback) {
    running = false;
    deliveries
        .stop()
        .doFinally(_ -> callback.run())
        .subscribe(_ -> {}, e -> log.warn("Deliveries did not end well", e));
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
