package dev.ringbus.store.testkit;

class InMemoryInquiriesTest extends InquiriesContract {

  private final Store store = new InMemoryStore(CLOCK);

  @Override
  protected Store store() {
    return store;
  }
}
