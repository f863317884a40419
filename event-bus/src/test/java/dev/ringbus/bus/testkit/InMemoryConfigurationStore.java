package dev.ringbus.bus.testkit;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/** A {@link ConfigurationStore} that writes straight into an {@link InMemoryConfigurationView}. */
public final class InMemoryConfigurationStore implements ConfigurationStore {

  private final InMemoryBroker broker;
  private final InMemoryConfigurationView view;

  public InMemoryConfigurationStore(InMemoryBroker broker, InMemoryConfigurationView view) {
    this.broker = broker;
    this.view = view;
  }

  @Override
  public Mono<Configuration> read() {
    return broker.supply(view::current);
  }

  @Override
  public Mono<Void> replace(Configuration from, Configuration to) {
    return broker.perform(() -> {
      Map<String, ConfigResource> resources = new TreeMap<>(view.current().resources());
      resources.keySet().removeAll(from.resources().keySet());
      resources.putAll(to.resources());
      view.set(new Configuration(resources));
    });
  }
}
