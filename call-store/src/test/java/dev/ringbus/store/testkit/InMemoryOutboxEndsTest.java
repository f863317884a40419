package dev.ringbus.store.testkit;

class InMemoryOutboxEndsTest extends OutboxEndsContract {

  private final Store store = new InMemoryStore(CLOCK);

  @Override
  protected Store store() {
    return store;
  }
}
