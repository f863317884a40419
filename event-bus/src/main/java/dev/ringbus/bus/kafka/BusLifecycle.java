package dev.ringbus.bus.kafka;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Starts and stops a part of the bus with the application. The bus starts before what uses it and
 * stops after it, in the order of the phases here; starting never waits for the broker.
 */
final class BusLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(BusLifecycle.class);

  /** Publishing and configuration; web servers and services have higher phases. */
  static final int FIRST = 0;

  /** Questions and replies, which need publishing. */
  static final int SECOND = 100;

  private final int phase;
  private final Runnable start;
  private final Supplier<Mono<Void>> stop;
  private volatile boolean running;

  BusLifecycle(int phase, Runnable start, Supplier<Mono<Void>> stop) {
    this.phase = phase;
    this.start = start;
    this.stop = stop;
  }

  @Override
  public void start() {
    start.run();
    running = true;
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public void stop(Runnable whenStopped) {
    running = false;
    stop.get()
        .doOnError(failure -> LOG.warn("a part of the bus did not stop cleanly", failure))
        .onErrorComplete()
        .subscribe(_ -> {}, _ -> {}, whenStopped);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return phase;
  }
}
