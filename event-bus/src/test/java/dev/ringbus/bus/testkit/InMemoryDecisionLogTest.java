package dev.ringbus.bus.testkit;

import dev.ringbus.bus.DecisionLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.DecisionRecord;
import java.util.List;

class InMemoryDecisionLogTest extends DecisionLogContract {

  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryDecisionLog log = new InMemoryDecisionLog(broker);

  @Override
  protected DecisionLog log() {
    return log;
  }

  @Override
  protected DecisionLog logWithoutBroker() {
    broker.down();
    return log;
  }

  @Override
  protected List<DecisionRecord> stored(CallKey key) {
    return log.records(key);
  }
}
