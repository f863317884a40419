package dev.ringbus.store.postgres;

import dev.ringbus.store.testkit.OutboxEndsContract;
import dev.ringbus.store.testkit.Store;
import dev.ringbus.store.testkit.TestStore;
import org.junit.jupiter.api.AfterEach;

class PostgresOutboxEndsTest extends OutboxEndsContract {

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
