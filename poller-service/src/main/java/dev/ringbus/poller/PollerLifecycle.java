package dev.ringbus.poller;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.bus.Feed;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Follows the calls as soon as it is known what is configured and what waits, and sweeps. */
final class PollerLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(PollerLifecycle.class);
  private static final String GROUP = "ringbus-poller";
  static final int PHASE = 1000;
  private static final Duration READY_YET = Duration.ofMillis(50);
  private static final Duration SWEEP_INTERVAL = Duration.ofMillis(500);

  private final Feed<CallRecord> feed;
  private final Function<List<Traced<CallRecord>>, Mono<Taken>> handler;
  private final PartitionListener listener;
  private final BooleanSupplier isKnown;
  private final Supplier<Mono<Void>> sweep;
  private final Scheduler timer;
  private final Disposable.Swap running = Disposables.swap();
  private volatile boolean started;

  PollerLifecycle(
      Feed<CallRecord> feed,
      Function<List<Traced<CallRecord>>, Mono<Taken>> handler,
      PartitionListener listener,
      BooleanSupplier isKnown,
      Supplier<Mono<Void>> sweep,
      Scheduler timer) {
    this.feed = feed;
    this.handler = handler;
    this.listener = listener;
    this.isKnown = isKnown;
    this.sweep = sweep;
    this.timer = timer;
  }

  @Override
  public void start() {
    running.update(
        Flux.interval(Duration.ZERO, READY_YET, timer)
            .filter(_ -> isKnown.getAsBoolean())
            .next()
            .doOnNext(_ -> feed.followAhead(GROUP, handler, listener))
            .thenMany(Flux.interval(SWEEP_INTERVAL, timer).onBackpressureDrop())
            .concatMap(_ -> sweepOnce(), 1)
            .subscribe(_ -> {}, failure -> LOG.error("mailboxes are no longer swept", failure)));
    started = true;
  }

  /** What could not be taken out now is found again by the next. */
  private Mono<Void> sweepOnce() {
    return Mono.defer(sweep)
        .onErrorResume(failure -> {
          LOG.warn("what has expired is not taken out of its mailbox yet: {}", failure.toString());
          return Mono.empty();
        });
  }

  @Override
  public void stop() {
    running.update(Disposables.disposed());
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
