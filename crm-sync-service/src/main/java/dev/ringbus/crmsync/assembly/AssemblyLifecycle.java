package dev.ringbus.crmsync.assembly;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.Feed;
import dev.ringbus.model.CallEvent;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** Takes events in as soon as the configuration is known; closes and forgets calls meanwhile. */
final class AssemblyLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(AssemblyLifecycle.class);

  /** The instances that share the events. */
  private static final String GROUP = "ringbus-crm-sync";

  private static final int PHASE = 1000;
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final ConfigurationView view;
  private final Feed<CallEvent> feed;
  private final Ingest ingest;
  private final Closing closing;
  private final Forgetting forgetting;
  private final AssemblySettings settings;
  private Disposable.Composite work = Disposables.composite();
  private volatile boolean running;

  AssemblyLifecycle(
      ConfigurationView view,
      Feed<CallEvent> feed,
      Ingest ingest,
      Closing closing,
      Forgetting forgetting,
      AssemblySettings settings) {
    this.view = view;
    this.feed = feed;
    this.ingest = ingest;
    this.closing = closing;
    this.forgetting = forgetting;
    this.settings = settings;
  }

  @Override
  public void start() {
    running = true;
    work = Disposables.composite();
    work.add(
        Flux.interval(Duration.ZERO, LOOK_EVERY)
            .onBackpressureDrop()
            .filter(_ -> view.isReady())
            .next()
            .subscribe(
                _ -> feed.follow(GROUP, ingest::take),
                fault -> log.error("no events are taken in", fault)));
    work.add(new Rounds("overdue calls are closed", closing::round).every(settings.closeEvery()));
    work.add(new Rounds("old calls are removed", forgetting::round).every(settings.forgetEvery()));
  }

  /** The feed ends with the bus; what it has given us is done first. */
  @Override
  public void stop() {
    work.dispose();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
