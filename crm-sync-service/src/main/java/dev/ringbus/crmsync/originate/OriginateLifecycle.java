package dev.ringbus.crmsync.originate;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Follows commands, and looks for calls that did not follow, from the start to the stop. */
final class OriginateLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OriginateLifecycle.class);

  private final Commands commands;
  private final MissedCalls missed;
  private final Duration lookEvery;
  private final Scheduler timer;
  private final Disposable.Swap running = Disposables.swap();
  private volatile boolean started;
  private boolean failing;

  OriginateLifecycle(Commands commands, MissedCalls missed, Duration lookEvery, Scheduler timer) {
    this.commands = commands;
    this.missed = missed;
    this.lookEvery = lookEvery;
    this.timer = timer;
  }

  @Override
  public void start() {
    started = true;
    running.update(
        Disposables.composite(
            commands
                .follow()
                .subscribe(_ -> {}, fault -> log.error("Commands are not followed", fault)),
            Flux.interval(lookEvery, timer)
                .onBackpressureDrop()
                .concatMap(_ -> look(), 1)
                .subscribe(_ -> {}, fault -> log.error("Nobody looks for missed calls", fault))));
  }

  private Mono<Void> look() {
    return missed
        .giveUpOverdue()
        .doOnSuccess(_ -> failing = false)
        .onErrorResume(fault -> {
          if (!failing) {
            log.warn("It is not known which calls did not follow: {}", fault.toString());
          }
          failing = true;
          return Mono.empty();
        });
  }

  @Override
  public void stop() {
    started = false;
    running.update(Disposables.disposed());
  }

  @Override
  public boolean isRunning() {
    return started;
  }
}
