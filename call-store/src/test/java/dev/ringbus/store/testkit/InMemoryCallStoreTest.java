package dev.ringbus.store.testkit;

class InMemoryCallStoreTest extends CallStoreContract {

  private final Store store = new InMemoryStore(CLOCK);

  @Override
  protected Store store() {
    return store;
  }
}
