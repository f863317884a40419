package dev.ringbus.store.testkit;

class InMemoryOutboxTest extends OutboxContract {

  private final Store store = new InMemoryStore(CLOCK);

  @Override
  protected Store store() {
    return store;
  }
}
