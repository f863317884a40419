package dev.ringbus.bus.testkit;

import dev.ringbus.bus.LiveCallLog;

class InMemoryLiveCallsTest extends LiveCallsContract {

  private final LiveCallLog log = new InMemoryLiveCallLog(new InMemoryBroker(), 24);

  @Override
  protected LiveCallLog log() {
    return log;
  }

  @Override
  protected LiveCallLog logWithoutBroker() {
    InMemoryBroker broker = new InMemoryBroker();
    broker.down();
    return new InMemoryLiveCallLog(broker, 24);
  }
}
