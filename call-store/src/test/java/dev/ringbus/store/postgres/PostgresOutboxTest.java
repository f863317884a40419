package dev.ringbus.store.postgres;

import dev.ringbus.store.testkit.OutboxContract;
import dev.ringbus.store.testkit.Store;
import dev.ringbus.store.testkit.TestStore;
import org.junit.jupiter.api.AfterEach;

class PostgresOutboxTest extends OutboxContract {

  private final TestStore store = TestStore.create(CLOCK);

  @AfterEach
  void closes() {
    store.close();
  }

  @Override
  protected Store store() {
    return store;
  }
}
