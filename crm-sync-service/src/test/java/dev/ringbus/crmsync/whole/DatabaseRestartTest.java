package dev.ringbus.crmsync.whole;

import static dev.ringbus.crmsync.whole.SyncRig.await;

import dev.ringbus.embedded.EmbeddedPostgres;
import dev.ringbus.store.postgres.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A database that is restarted while calls go on. */
class DatabaseRestartTest {

  private static final int ROUNDS = 3;
  private static final int AT_ONCE = 5;

  /** So many calls are on their way to the CRM at most. */
  private static final int LOAD = 60;

  /** A claim whose answer the database could not give any more is made again after this. */
  private static final Duration SHORT_LEASE = Duration.ofSeconds(8);

  private EmbeddedPostgres postgres;
  private SyncRig rig;

  @BeforeEach
  void open(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws IOException {
    postgres = new EmbeddedPostgres(folder.resolve("postgres"), 0);
    postgres.start();
    StoreSettings settings =
        new StoreSettings(
            "postgresql://127.0.0.1:" + postgres.port() + "/postgres",
            "postgres",
            null,
            8,
            Duration.ofSeconds(10),
            Duration.ofDays(30));
    rig = SyncRig.open(folder, settings).start(SHORT_LEASE);
  }

  @AfterEach
  void close() {
    try (EmbeddedPostgres _ = postgres) {
      rig.close();
    }
  }

  @Test
  void registersEachCallOnceWhileTheDatabaseIsRestartedUnderLoad() {
    Customer customer = rig.customer("restart");
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<List<PhoneCall>> load =
        CompletableFuture.supplyAsync(() -> callUntil(enough, customer));
    List<PhoneCall> calls;
    try {
      for (int round = 1; round <= ROUNDS; round++) {
        long before = registered(customer);
        await().until(() -> registered(customer) >= before + 4 * AT_ONCE);
        postgres.stop();
        postgres.start();
      }
    } finally {
      enough.set(true);
      calls = load.join();
    }
    customer.awaitDone(calls);
    customer.assertEachWhole(calls);
  }

  private static long registered(Customer customer) {
    return customer.crm().calls().stream().filter(call -> call.registration().isPresent()).count();
  }

  /** Always as many as may be on their way, also while the database is away. */
  private static List<PhoneCall> callUntil(AtomicBoolean enough, Customer customer) {
    List<PhoneCall> calls = new ArrayList<>();
    for (int round = 0; !enough.get(); round++) {
      List<PhoneCall> next = customer.calls("round-" + round + "-", AT_ONCE);
      customer.tell(next);
      calls.addAll(next);
      await().until(() -> enough.get() || calls.size() - registered(customer) < LOAD);
    }
    return calls;
  }
}
