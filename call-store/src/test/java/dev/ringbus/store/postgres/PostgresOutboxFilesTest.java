package dev.ringbus.store.postgres;

import dev.ringbus.store.testkit.OutboxFilesContract;
import dev.ringbus.store.testkit.Store;
import dev.ringbus.store.testkit.TestStore;
import org.junit.jupiter.api.AfterEach;

class PostgresOutboxFilesTest extends OutboxFilesContract {

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
