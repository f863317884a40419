package dev.ringbus.poller;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.poller.loop.Loop;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Turns the wheel of the loop, and tells the loop what is configured. */
final class LoopLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LoopLifecycle.class);

  /** Before calls are followed, and until they are not. */
  private static final int PHASE = PollerLifecycle.PHASE - 1;

  private static final long TURN_MILLIS = 10;

  private final Loop loop;
  private final ConfigurationView configuration;
  private final Supplier<Scheduler> newThread;
  private final Disposable.Swap running = Disposables.swap();
  private volatile boolean started;

  /**
   * @param newThread makes a scheduler of one thread, which is nobody else's
   */
  LoopLifecycle(Loop loop, ConfigurationView configuration, Supplier<Scheduler> newThread) {
    this.loop = loop;
    this.configuration = configuration;
    this.newThread = newThread;
  }

  @Override
  public void start() {
    Scheduler wheel = newThread.get();
    running.update(
        Disposables.composite(
            configuration
                .changes()
                .subscribe(
                    loop::configure,
                    failure -> LOG.error("CRMs to be asked are no longer looked up", failure)),
            wheel.schedulePeriodically(this::turn, 0, TURN_MILLIS, TimeUnit.MILLISECONDS),
            wheel));
    started = true;
  }

  /** A failure must not be the last turn. */
  private void turn() {
    try {
      loop.turn();
    } catch (RuntimeException e) {
      LOG.error("some live calls are not asked about", e);
    }
  }

  @Override
  public void stop() {
    running.update(Disposables.disposed());
    loop.close();
    started = false;
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
