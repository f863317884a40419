package dev.ringbus.bus;

import dev.ringbus.model.Configuration;
import reactor.core.publisher.Flux;

/**
 * The hub's configuration as this process knows it from the compacted topic {@code ringbus.config}.
 */
public interface ConfigurationView {

  /** The configuration as of now; empty until {@link #isReady}. */
  Configuration current();

  /**
   * The configuration as of now, again when it {@link #isReady}, and after each change. Changes
   * that come together are seen together, and a slow subscriber sees the latest.
   */
  Flux<Configuration> changes();

  /** Whether everything that was on the topic when this process started has been read. */
  boolean isReady();
}
