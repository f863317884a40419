package dev.ringbus.bus.testkit;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.model.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A {@link ConfigurationView} that shows what a test sets. Ready from the start. */
public final class InMemoryConfigurationView implements ConfigurationView {

  private final Sinks.Many<Configuration> changes =
      Sinks.many().replay().latestOrDefault(Configuration.EMPTY);
  private volatile Configuration current = Configuration.EMPTY;
  private volatile boolean ready = true;

  /** Shows {@code configuration} from now on. */
  public synchronized void set(Configuration configuration) {
    current = configuration;
    changes.emitNext(configuration, Sinks.EmitFailureHandler.FAIL_FAST);
  }

  /** What {@link #isReady} says from now on. */
  public void ready(boolean value) {
    ready = value;
  }

  @Override
  public Configuration current() {
    return current;
  }

  @Override
  public Flux<Configuration> changes() {
    return changes.asFlux().onBackpressureLatest();
  }

  @Override
  public boolean isReady() {
    return ready;
  }
}
