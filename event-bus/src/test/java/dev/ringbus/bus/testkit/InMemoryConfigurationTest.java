package dev.ringbus.bus.testkit;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.ConfigurationView;

class InMemoryConfigurationTest extends ConfigurationContract {

  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryConfigurationView view = new InMemoryConfigurationView();
  private final InMemoryConfigurationStore store = new InMemoryConfigurationStore(broker, view);

  @Override
  protected ConfigurationStore store() {
    return store;
  }

  @Override
  protected ConfigurationView view() {
    return view;
  }

  @Override
  protected ConfigurationStore storeWithoutBroker() {
    broker.down();
    return store;
  }
}
