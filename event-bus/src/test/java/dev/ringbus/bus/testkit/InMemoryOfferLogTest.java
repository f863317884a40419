package dev.ringbus.bus.testkit;

import dev.ringbus.bus.OfferLog;

class InMemoryOfferLogTest extends OfferLogContract {

  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryInstructionOutcomeLog log = new InMemoryInstructionOutcomeLog(broker);
  private final InMemoryOfferLog one = new InMemoryOfferLog(log);
  private final InMemoryOfferLog other = new InMemoryOfferLog(log);

  @Override
  protected OfferLog one() {
    return one;
  }

  @Override
  protected OfferLog other() {
    return other;
  }

  @Override
  protected OfferLog withoutBroker() {
    broker.down();
    return one;
  }
}
