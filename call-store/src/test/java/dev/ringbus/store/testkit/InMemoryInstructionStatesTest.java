package dev.ringbus.store.testkit;

class InMemoryInstructionStatesTest extends InstructionStatesContract {

  private final Store store = new InMemoryStore(CLOCK);

  @Override
  protected Store store() {
    return store;
  }
}
