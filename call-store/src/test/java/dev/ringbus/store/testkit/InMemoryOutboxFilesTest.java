package dev.ringbus.store.testkit;

class InMemoryOutboxFilesTest extends OutboxFilesContract {

  private final Store store = new InMemoryStore(CLOCK);

  @Override
  protected Store store() {
    return store;
  }
}
